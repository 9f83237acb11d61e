using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Processing;

/// <summary>When a worker is beyond help, and when it only seems to be.</summary>
[Trait("Store", "Garnet")]
public sealed class StandstillTests(GarnetFixture store) : IClassFixture<GarnetFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Standstill_NothingToDoForHours_IsNone()
    {
        await using var pump = new PumpHarness(store.Endpoint, static _ => Task.FromResult("done"), awaitsDoorbell: true);
        await pump.Doorbell.StartAsync(TestContext.Current.CancellationToken);

        pump.Clock.Advance(TimeSpan.FromHours(3));

        await Eventually.HoldsAsync(() => pump.Worker.Standstill is null, "the worker is well");
    }

    [Fact]
    public async Task Standstill_EverySlotTakenByAHandlerThatDoesNotHeedItsTimeLimit_IsSaid_UntilOneReturns()
    {
        var first = new TaskCompletionSource<string>();
        var second = new TaskCompletionSource<string>();
        var handlers = new Queue<TaskCompletionSource<string>>([first, second]);
        await using var pump = new PumpHarness(store.Endpoint, _ => handlers.Dequeue().Task, slots: 2);
        var brief = pump.New() with { Timeout = TimeSpan.FromSeconds(3), MaxAttempts = 1 };
        var one = await pump.SubmitAsync(brief);
        await pump.ReachesAsync(one, JobState.Running);
        await pump.ReachesAsync(one, JobState.Failed, Second);
        Assert.Null(pump.Worker.Standstill);

        await pump.SubmitAsync(brief with { Id = pump.New().Id });
        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(pump.Worker.Standstill is not null), "the worker stands still");

        Assert.Equal("each of the 2 slots is taken by a handler that did not stop when it was told to", pump.Worker.Standstill);
        first.SetResult("at last");
        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(pump.Worker.Standstill is null), "the worker is well again");
        second.SetResult("at last");
    }

    [Fact]
    public async Task Standstill_EverySlotTakenByAHandlerThatDoesNotHeedTheLossOfItsLease_IsSaid()
    {
        var never = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(store.Endpoint, _ => never.Task, slots: 1);
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Running);

        // Time passes for the store, but not for this worker: it was suspended.
        var later = new FakeTimeProvider(pump.Clock.GetUtcNow().AddMinutes(1));
        Assert.Single(await new JobQueue(store.Connection, later).ReapAsync(pump.Name, 10));
        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(pump.Worker.Standstill is not null), "the worker stands still");

        Assert.StartsWith("each of the 1 slots", pump.Worker.Standstill, StringComparison.Ordinal);
        never.SetResult("at last");
    }

    [Fact]
    public async Task Run_LoopThatLooksAfterLeasesFails_EndsThePumpInsteadOfClaimingOn()
    {
        using var broken = new BrokenLogger();
        var pump = new PumpHarness(
            store.Endpoint,
            static async context =>
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return "";
            },
            logs: broken);
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Running);

        broken.IsBroken = true;
        pump.Clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(pump.Running.IsCompleted), "the pump has ended");
        await Assert.ThrowsAsync<AggregateException>(() => pump.Running);
        broken.IsBroken = false;
        await Assert.ThrowsAsync<AggregateException>(async () => await pump.DisposeAsync());
    }

    /// <summary>Fails when told of a lost lease: an error that no loop expects.</summary>
    private sealed class BrokenLogger : ILoggerProvider, ILogger
    {
        public bool IsBroken { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => IsBroken;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsBroken && eventId.Id == 112)
                throw new InvalidOperationException("The log is broken.");
        }

        public void Dispose()
        {
        }
    }
}
