using FunctionsScheduler.Capacity;
using FunctionsScheduler.Core.Tests.Queues;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Capacity;

public sealed class StoreMonitorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly Mock<IStoreGauge> _gauge = new();
    private readonly StoreRoom _room = new(Options.Create(new CapacityOptions()), NullLogger<StoreRoom>.Instance);

    [Fact]
    public async Task Run_EverySecond_NotesHowFullTheStoreIsWithTheJobsOfAllQueues()
    {
        var used = 100_000;
        _gauge.Setup(it => it.MeasureAsync()).ReturnsAsync(() => new StoreFill(used, 1_000_000));
        // Of each queue 10 wait, 20 are delayed and 30 run; the rest are finished.
        using var monitor = Monitor(static _ => ScriptedStore.Numbers(1, 10, 20, 30, 400, 500, 600, 0, 0, 0));
        await monitor.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _room.Fill == 0.1, "a first look");
        Assert.Equal((100_000 + (2 * 60 * 900)) / 1_000_000.0, _room.Expected!.Value, 9);

        used = 200_000;
        // The next look is a second after the first at the earliest, and then it comes.
        await Eventually.HoldsAsync(_clock, Second / 4, () => Task.FromResult(_room.Fill == 0.2), "another look");

        Assert.True(_clock.GetUtcNow() - _clock.Start >= Second);
        await monitor.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_StoreAway_LooksAgain()
    {
        var (looks, monitorStore) = (0, ScriptedStore.Numbers(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        _gauge.Setup(it => it.MeasureAsync()).ReturnsAsync(new StoreFill(1, 2));
        using var monitor = Monitor(_ => Interlocked.Increment(ref looks) <= 4 ? throw ScriptedStore.Away() : monitorStore);

        await monitor.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(_clock, Second, () => Task.FromResult(_room.Fill == 0.5), "a look that went through");
        await monitor.StopAsync(TestContext.Current.CancellationToken);
    }

    private StoreMonitor Monitor(Func<RedisValue[], RedisResult> stats) => new(
        _gauge.Object,
        new JobQueue(ScriptedStore.Answering(stats), _clock),
        _room,
        Options.Create(new JobOptions { Queues = "a,b" }),
        _clock,
        NullLogger<StoreMonitor>.Instance);
}
