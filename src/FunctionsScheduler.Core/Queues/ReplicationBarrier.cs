using System.Globalization;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>
/// Waits until replicas have what was submitted, or the primary has it on disk, by Redis's <c>WAIT</c> and <c>WAITAOF</c>.
/// </summary>
/// <remarks>
/// Both concern what was written by their own connection, and hold up whatever follows on it. So this has a connection of its own, and writes
/// there before it waits: the stream to replicas and disk is one, so what has got as far as that write has all that was submitted before it.
/// </remarks>
internal sealed class ReplicationBarrier(DurabilityOptions options, Func<IConnectionMultiplexer> connect) : ISubmitBarrier, IAsyncDisposable
{
    private readonly Lazy<IConnectionMultiplexer> _redis = new(connect);

    public Task WaitAsync(string queue) => StoreCall.TryAsync(options.WaitForAof ? "WAITAOF" : "WAIT", async () =>
    {
        RedisKey mark = new QueueKeys(queue).Mark;
        var database = _redis.Value.GetDatabase();
        await database.StringSetAsync(mark, "1");
        var primary = await PrimaryAsync(database, mark);
        var (onDisk, replicas) = await WaitAsync(primary, (long)options.WaitTimeout.TotalMilliseconds);
        if (replicas < options.WaitForReplicas || (options.WaitForAof && onDisk < 1))
            throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"Within {options.WaitTimeout} the job got to {replicas} replicas of {options.WaitForReplicas} (Redis:WaitForReplicas){(options.WaitForAof && onDisk < 1 ? ", and not to the disk (Redis:WaitForAof)" : "")}."));
    });

    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated)
            await _redis.Value.DisposeAsync();
    }

    private static async Task<IServer> PrimaryAsync(IDatabase database, RedisKey key)
    {
        var primaries = Array.FindAll(database.Multiplexer.GetServers(), static server => server is { IsConnected: true, IsReplica: false });
        return primaries is [var only] ? only : database.Multiplexer.GetServer((await database.IdentifyEndpointAsync(key))!);
    }

    private async Task<(long OnDisk, long Replicas)> WaitAsync(IServer primary, long timeoutMs)
    {
        if (!options.WaitForAof)
            return (0, (long)await primary.ExecuteAsync("WAIT", options.WaitForReplicas, timeoutMs));
        try
        {
            var reached = (long[])(await primary.ExecuteAsync("WAITAOF", 1, options.WaitForReplicas, timeoutMs))!;
            return (reached[0], reached[1]);
        }
        catch (RedisServerException e) when (!StoreUnavailableException.IsMeantBy(e))
        {
            throw new StoreUnavailableException($"Redis:WaitForAof is set, but this Redis cannot say when a job is on its disk (that needs version 7.2 and appendonly yes): {e.Message}", e);
        }
    }
}
