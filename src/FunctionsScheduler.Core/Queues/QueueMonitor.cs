using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Queues;

/// <summary>Counts the queues every few seconds, for the gauges.</summary>
internal sealed class QueueMonitor(
    JobQueue queue, JobCatalog catalog, IOptions<JobOptions> options, TimeProvider clock, ILogger<QueueMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly StoreRetry _store = new("monitor", clock, logger);
    private IReadOnlyList<QueueStats> _stats = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        JobMetrics.Begin(options.Value.QueueNames, catalog.Types);
        JobMetrics.Observe(() => _stats);
        while (!stoppingToken.IsCancellationRequested)
        {
            // Old numbers would pass for new ones, so while the store is away there are none.
            if (!await _store.TryAsync(CountAsync, stoppingToken))
                _stats = [];
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CountAsync() =>
        _stats = await Task.WhenAll(options.Value.QueueNames.Select(queue.StatsAsync));
}
