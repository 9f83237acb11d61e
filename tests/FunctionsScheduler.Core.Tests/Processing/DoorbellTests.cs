using FunctionsScheduler.Core.Tests.Diagnostics;
using FunctionsScheduler.Core.Tests.Queues;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsScheduler.Core.Tests.Processing;

[Trait("Store", "Garnet")]
public sealed class DoorbellTests(GarnetFixture store) : IClassFixture<GarnetFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pump_NobodyRings_ClaimsNothing()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        var id = await pump.SubmitAsync();

        for (var i = 0; i < 10; i++)
            pump.Clock.Advance(Second);

        Assert.Equal(JobState.Queued, (await pump.Queue.GetAsync(id))!.State);
    }

    [Fact]
    public async Task Answer_JobsWaiting_RunsThemAndEndsWhenTheQueueHasBeenIdleForAWhile()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        var first = await pump.SubmitAsync();
        var start = pump.Clock.GetUtcNow();

        var answer = pump.Doorbell.AnswerAsync(pump.Name, Cancellation);

        await pump.ReachesAsync(first, JobState.Succeeded);
        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Succeeded);
        Assert.False(answer.IsCompleted);
        await Eventually.HoldsAsync(pump.Clock, Second / 2, () => Task.FromResult(answer.IsCompleted), "the answer ends");
        Assert.True(pump.Clock.GetUtcNow() - start >= WorkerOptions.Linger);
        Assert.Equal(JobState.Queued, (await pump.Queue.GetAsync(await pump.SubmitAsync()))!.State);
    }

    [Fact]
    public async Task Answer_LongJob_WaitsForItButNotForEver()
    {
        var done = new TaskCompletionSource<string>();
        await using var pump = Harness(_ => done.Task);
        var id = await pump.SubmitAsync();
        var start = pump.Clock.GetUtcNow();
        var answer = pump.Doorbell.AnswerAsync(pump.Name, Cancellation);
        await pump.ReachesAsync(id, JobState.Running);

        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(answer.IsCompleted), "the answer ends");

        Assert.True(pump.Clock.GetUtcNow() - start >= WorkerOptions.LongestAnswer);
        done.SetResult("done");
        await pump.ReachesAsync(id, JobState.Succeeded);
    }

    [Fact]
    public async Task Look_TicketsLieThereAndNobodyRings_WorksWithoutUntilSomebodyDoes()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        var watching = pump.Doorbell.StartAsync(Cancellation);

        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Succeeded, Second);
        // From now on at once.
        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Succeeded);

        var answer = pump.Doorbell.AnswerAsync(pump.Name, Cancellation);
        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Succeeded);
        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(answer.IsCompleted), "the answer ends");
        var id = await pump.SubmitAsync();
        Assert.False(Assert.Single(pump.Pump.Queues).IsOpen);
        Assert.Equal(JobState.Queued, (await pump.Queue.GetAsync(id))!.State);
        await pump.Doorbell.StopAsync(Cancellation);
        await watching;
    }

    [Fact]
    public async Task Answer_ProcessStops_Ends()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        await pump.Doorbell.StartAsync(Cancellation);
        var answer = pump.Doorbell.AnswerAsync(pump.Name, Cancellation);

        await pump.Doorbell.StopAsync(Cancellation);

        await answer.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Answer_QueueOfAnotherProcess_IsRefused()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => pump.Doorbell.AnswerAsync("other", Cancellation));

        Assert.StartsWith($"This process does not work on the queue 'other'; it works on: {pump.Name}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_RunningJobs_ClaimsNoMoreAndEndsWithThem()
    {
        var done = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(store.Endpoint, _ => done.Task);
        var running = await pump.SubmitAsync();
        await pump.ReachesAsync(running, JobState.Running);

        var draining = pump.Pump.DrainAsync(TimeSpan.FromMinutes(1), Cancellation);
        var waiting = await pump.SubmitAsync();
        Assert.False(draining.IsCompleted);
        done.SetResult("done");

        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(draining.IsCompleted), "the drain ends");
        Assert.True(await draining);
        Assert.Equal((JobState.Succeeded, JobState.Queued), ((await pump.Queue.GetAsync(running))!.State, (await pump.Queue.GetAsync(waiting))!.State));
    }

    [Fact]
    public async Task Drain_JobThatTakesLonger_SaysSo()
    {
        var done = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(store.Endpoint, _ => done.Task);
        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Running);

        var draining = pump.Pump.DrainAsync(TimeSpan.FromSeconds(10), Cancellation);

        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(draining.IsCompleted), "the drain ends");
        Assert.False(await draining);
        done.SetResult("done");
    }

    [Fact]
    public async Task Answer_Draining_PopsNoMoreTicketsOfOthers()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        await pump.Doorbell.StartAsync(Cancellation);
        Assert.True(await pump.Pump.DrainAsync(Second, Cancellation));

        var answer = pump.Doorbell.AnswerAsync(pump.Name, Cancellation);
        pump.Clock.Advance(WorkerOptions.LongestAnswer + Second);
        var id = await pump.SubmitAsync();
        pump.Clock.Advance(WorkerOptions.Patience + Second);

        Assert.False(answer.IsCompleted);
        Assert.Equal(JobState.Queued, (await pump.Queue.GetAsync(id))!.State);
        await pump.Doorbell.StopAsync(Cancellation);
        await answer;
    }

    [Fact]
    public async Task Look_Draining_LeavesTheDoorbellAlone()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        await pump.Pump.DrainAsync(Second, Cancellation);
        await pump.Doorbell.StartAsync(Cancellation);
        await pump.SubmitAsync();

        var end = pump.Clock.GetUtcNow() + (WorkerOptions.Patience * 3);
        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(pump.Clock.GetUtcNow() > end), "time has passed");

        Assert.False(Assert.Single(pump.Pump.Queues).IsOpen);
        await pump.Doorbell.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Drain_CallerGoesAway_ClaimsNoMoreAllTheSame()
    {
        var done = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(store.Endpoint, _ => done.Task);
        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Running);
        using var gone = new CancellationTokenSource();

        var draining = pump.Pump.DrainAsync(TimeSpan.FromMinutes(1), gone.Token);
        await gone.CancelAsync();

        Assert.False(await draining);
        Assert.True(pump.Pump.IsDraining);
        done.SetResult("done");
    }

    [Fact]
    public async Task Look_TicketsLieThere_OpensTheQueueWhenItsPatienceIsOver_AndAgainAfterSomebodyRang()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        var clock = new WaitingClock(pump.Clock.GetUtcNow());
        var log = new RecordedLog<Doorbell>();
        using var measured = new QueueMeasurements(pump.Name);
        using var doorbell = new Doorbell(pump.Pump, QueueWithTickets(1), clock, log);
        var turn = Assert.Single(pump.Pump.Queues);
        await doorbell.StartAsync(Cancellation);

        Assert.Equal([false, false, false, true], await LookAsync(4));
        Assert.Equal(1, measured.Totals["functionsscheduler.doorbells.silent"]);

        using var answered = new CancellationTokenSource();
        var answer = doorbell.AnswerAsync(pump.Name, answered.Token);
        await clock.NextWaitAsync();
        Assert.Equal(0, measured.Totals["functionsscheduler.doorbells.silent"]);
        await answered.CancelAsync();
        await answer;
        Assert.False(turn.IsOpen);
        clock.Advance(Second);

        Assert.Equal([false, false, false, true], await LookAsync(4));
        var silent = $"Warning: Jobs wait in queue {pump.Name}, slots are free, and its trigger does not fire; working without it.";
        Assert.Equal([silent, $"Information: The trigger of queue {pump.Name} fires again.", silent], log.Lines);
        await doorbell.StopAsync(Cancellation);
        Assert.True(doorbell.ExecuteTask!.IsCompleted);

        async Task<IReadOnlyList<bool>> LookAsync(int looks)
        {
            var open = new List<bool>();
            for (var look = 0; look < looks; look++)
            {
                if (look > 0)
                    clock.Advance(Second);
                await clock.NextWaitAsync();
                open.Add(turn.IsOpen);
            }
            return open;
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Look_NoTicketsOrNoFreeSlots_LeavesTheDoorbellAlone(int tickets, int freeSlots)
    {
        var done = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(store.Endpoint, _ => done.Task, slots: 1, awaitsDoorbell: true);
        var clock = new WaitingClock(pump.Clock.GetUtcNow());
        using var doorbell = new Doorbell(pump.Pump, QueueWithTickets(tickets), clock, NullLogger<Doorbell>.Instance);
        var turn = Assert.Single(pump.Pump.Queues);
        if (freeSlots == 0)
        {
            pump.Pump.Open(turn);
            await pump.SubmitAsync();
            await Eventually.HoldsAsync(() => pump.Pump.FreeSlots == 0, "the slot is taken");
            turn.Close();
        }
        await doorbell.StartAsync(Cancellation);

        for (var silence = TimeSpan.Zero; silence <= WorkerOptions.Patience; silence += Second)
        {
            await clock.NextWaitAsync();
            clock.Advance(Second);
        }
        await clock.NextWaitAsync();

        Assert.Equal((freeSlots, false), (pump.Pump.FreeSlots, turn.IsOpen));
        await doorbell.StopAsync(Cancellation);
        done.SetResult("done");
    }

    [Fact]
    public async Task Answer_NothingToDo_EndsWhenItHasLingered()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        var clock = new WaitingClock(pump.Clock.GetUtcNow());
        using var doorbell = new Doorbell(pump.Pump, pump.Queue, clock, NullLogger<Doorbell>.Instance);

        var answer = doorbell.AnswerAsync(pump.Name, Cancellation);
        Assert.Equal(WorkerOptions.Linger, await clock.NextWaitAsync());
        clock.Advance(WorkerOptions.Linger);

        await answer.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(Assert.Single(pump.Pump.Queues).IsOpen);
    }

    [Fact]
    public async Task Standstill_LoopThatNeverComesRound_IsSaid_UntilTheProcessStops()
    {
        await using var pump = Harness(static _ => Task.FromResult("done"));
        var clock = new WaitingClock(pump.Clock.GetUtcNow());
        using var doorbell = new Doorbell(pump.Pump, pump.Queue, clock, NullLogger<Doorbell>.Instance);

        clock.Advance(LoopPulse.Longest);
        Assert.Null(doorbell.Standstill);
        clock.Advance(Second);
        Assert.Equal("the loop that looks whether triggers fire has stood still for 61 s", doorbell.Standstill);
        await doorbell.StopAsync(Cancellation);

        Assert.Null(doorbell.Standstill);
    }

    /// <summary>A queue in which as many tickets lie as a test says, whatever the pump does.</summary>
    private static JobQueue QueueWithTickets(int tickets) =>
        new(ScriptedStore.Answering(_ => ScriptedStore.Numbers(tickets, 0, 0, 0, 0, 0, 0, 0, 0, 0)), TimeProvider.System);

    private PumpHarness Harness(Func<JobContext, Task<string>> handler) => new(store.Endpoint, handler, awaitsDoorbell: true);
}
