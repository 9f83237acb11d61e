using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace FunctionsScheduler.Functions.Tests.Hosting;

/// <summary>
/// Runs list functions as the Redis extension does: pops a batch, runs the function for every entry, and looks again only when all have ended
/// and the interval is over. An entry whose function fails is lost, and a list whose store fails is looked at no more.
/// </summary>
internal sealed class ListPoller(IServiceProvider services, IConfiguration configuration) : BackgroundService
{
    private readonly ConcurrentQueue<string> _runs = new();

    public IReadOnlyCollection<string> Runs => _runs;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var named = configuration.GetSection("AzureFunctionsJobHost:functions").Get<string[]>();
        return Task.WhenAll(DeclaredFunction.All
            .Where(function => function.List is not null && (named is null || named.Contains(function.Name, StringComparer.OrdinalIgnoreCase)))
            .Select(function => PollAsync(function, stoppingToken)));
    }

    private async Task PollAsync(DeclaredFunction function, CancellationToken stopping)
    {
        var trigger = function.List!;
        await using var redis = await ConnectionMultiplexer.ConnectAsync(configuration[trigger.Connection]!);
        while (!stopping.IsCancellationRequested)
        {
            var entries = await redis.GetDatabase().ListLeftPopAsync(trigger.Key, trigger.MaxBatchSize) ?? [];
            await Task.WhenAll(entries.Select(entry => RunAsync(function, entry!, stopping)));
            await Task.Delay(trigger.PollingIntervalInMs, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task RunAsync(DeclaredFunction function, string entry, CancellationToken stopping)
    {
        _runs.Enqueue(function.Name);
        return function.InvokeAsync(services, entry, stopping);
    }
}
