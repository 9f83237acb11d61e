using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsScheduler.Core.Tests.Diagnostics;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class QueueMonitorTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly string _name = StoreFixture.NewQueue();
    private readonly RecordedLog<QueueMonitor> _log = new();
    private volatile bool _away;

    [Fact]
    public async Task Run_Queue_IsShownAsItWasLastCounted()
    {
        using var monitor = await StartAsync();

        await Eventually.HoldsAsync(() => Gauges().Count > 0, "there are numbers");

        Assert.Equal(
            [
                ("functionsscheduler.queue.dead", 6.0),
                ("functionsscheduler.queue.delayed", 3.0),
                ("functionsscheduler.queue.oldest.age", 1.5),
                ("functionsscheduler.queue.paused", 0.0),
                ("functionsscheduler.queue.running", 4.0),
                ("functionsscheduler.queue.succeeded", 5.0),
                ("functionsscheduler.queue.tickets", 1.0),
                ("functionsscheduler.queue.waiting", 2.0),
            ],
            Gauges().Order());
        await monitor.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_StoreAway_ShowsNoOldNumbersAndNewOnesWhenItIsBack()
    {
        using var monitor = await StartAsync();
        await Eventually.HoldsAsync(() => Gauges().Count > 0, "there are numbers");

        _away = true;
        await Eventually.HoldsAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(Gauges().Count == 0), "there are none");
        _away = false;

        await Eventually.HoldsAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(Gauges().Count > 0), "there are numbers again");
        Assert.Equal(["Warning: monitor: the store is unavailable, trying on. The store did not answer 'stats': away", "Information: monitor: the store is back."], _log.Lines);
        await monitor.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<QueueMonitor> StartAsync()
    {
        var store = ScriptedStore.Answering(_ => _away ? throw ScriptedStore.Away() : ScriptedStore.Numbers(1, 2, 3, 4, 5, 6, 7, 1000, 2500, 0));
        var monitor = new QueueMonitor(new JobQueue(store, _clock), new JobCatalog([]), Options.Create(new JobOptions { Queues = _name }), _clock, _log);
        await monitor.StartAsync(TestContext.Current.CancellationToken);
        return monitor;
    }

    /// <summary>What the gauges show of the queue; they are the whole process's, and other tests run beside.</summary>
    private List<(string Name, double Value)> Gauges()
    {
        var seen = new ConcurrentQueue<(string, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == JobMetrics.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new("queue", _name)))
                seen.Enqueue((instrument.Name, value));
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. seen];
    }
}
