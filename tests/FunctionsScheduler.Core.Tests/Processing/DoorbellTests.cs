using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;

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

    private PumpHarness Harness(Func<JobContext, Task<string>> handler) => new(store.Endpoint, handler, awaitsDoorbell: true);
}
