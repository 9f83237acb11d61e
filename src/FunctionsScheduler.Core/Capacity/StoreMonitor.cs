using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Capacity;

/// <summary>Looks every second how full the store is, in processes that take submissions.</summary>
internal sealed class StoreMonitor(
    IStoreGauge gauge, JobQueue queue, StoreRoom room, IOptions<JobOptions> options, TimeProvider clock, ILogger<StoreMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly StoreRetry _store = new("capacity", clock, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        JobMetrics.Observe(room);
        while (!stoppingToken.IsCancellationRequested)
        {
            await _store.TryAsync(LookAsync, stoppingToken);
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        var landed = room.Landed;
        var queues = await Task.WhenAll(options.Value.QueueNames.Select(queue.StatsAsync));
        room.Note(await gauge.MeasureAsync(), queues.Sum(static stats => stats.Waiting + stats.Delayed + stats.Running), landed);
    }
}
