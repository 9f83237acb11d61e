using FunctionsScheduler.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>Says at the start, or as soon as the store is there, which of its settings can cost jobs.</summary>
internal sealed class StoreSettingsCheck(
    IConnectionMultiplexer redis, IOptions<DurabilityOptions> durability, TimeProvider clock, ILogger<StoreSettingsCheck> logger) : BackgroundService
{
    private const string Safe = "noeviction";
    private static readonly Version WaitsForAof = new(7, 2);

    private readonly StoreRetry _store = new("store settings", clock, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !await _store.TryAsync(CheckAsync, stoppingToken))
        {
            // Until the store is there.
        }
    }

    private Task CheckAsync() => Task.WhenAll(RedisInfo.Primaries(redis).Select(CheckAsync));

    private async Task CheckAsync(IServer server)
    {
        var memory = await RedisInfo.ReadAsync(server, "memory");
        var persistence = await RedisInfo.ReadAsync(server, "persistence");
        // What a server does not tell is taken for right: this is advice.
        if (memory.GetValueOrDefault("maxmemory", "0") is not "0" and var limit && memory.GetValueOrDefault("maxmemory_policy", Safe) is not Safe and var policy)
            logger.StoreEvicts(server.EndPoint, limit, policy);
        if (persistence.GetValueOrDefault("aof_enabled") == "0")
            logger.StoreForgets(server.EndPoint);
        if (durability.Value.WaitForAof && server.Version < WaitsForAof)
            logger.StoreCannotWait(server.EndPoint, server.Version, WaitsForAof);
    }
}
