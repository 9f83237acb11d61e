using System.Collections.Concurrent;
using System.Diagnostics;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Processing;

[Trait("Store", "Garnet")]
public sealed class JobPumpOnGarnetTests(GarnetFixture store) : JobPumpTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class JobPumpOnRedisTests(RedisFixture store) : JobPumpTests(store), IClassFixture<RedisFixture>;

/// <summary>What the pump promises to handlers and to those who wait for results.</summary>
public abstract class JobPumpTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _endpoint;

    protected JobPumpTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _endpoint = store.Endpoint;
    }

    [Fact]
    public async Task Run_Job_RecordsItsResult()
    {
        await using var pump = new PumpHarness(_endpoint, context => Task.FromResult($"attempt {context.Attempt} of {context.MaxAttempts}"));

        var job = await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Succeeded);

        Assert.Equal("\"attempt 1 of 4\"", job.Result.ToString());
        Assert.Equal(100, job.Progress);
    }

    [Fact]
    public async Task Run_ManyJobs_NeverMoreAtOnceThanSlots()
    {
        var (now, most) = (0, 0);
        await using var pump = new PumpHarness(_endpoint, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return "";
        });

        await pump.Queue.SubmitAsync(pump.Name, [.. Enumerable.Range(0, 300).Select(_ => pump.New())]);

        await Eventually.HoldsAsync(async () => (await pump.Queue.StatsAsync(pump.Name)).Succeeded == 300, "all have succeeded");
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Run_SlowJob_DoesNotHoldBackOthers()
    {
        var slow = new TaskCompletionSource<string>();
        var first = true;
        await using var pump = new PumpHarness(_endpoint, _ => Interlocked.Exchange(ref first, false) ? slow.Task : Task.FromResult(""), slots: 2);
        var slowId = await pump.SubmitAsync();
        await pump.ReachesAsync(slowId, JobState.Running);

        await pump.Queue.SubmitAsync(pump.Name, [.. Enumerable.Range(0, 20).Select(_ => pump.New())]);

        await Eventually.HoldsAsync(async () => (await pump.Queue.StatsAsync(pump.Name)).Succeeded == 20, "the others have succeeded");
        slow.SetResult("at last");
        await pump.ReachesAsync(slowId, JobState.Succeeded);
    }

    [Fact]
    public async Task Run_SeveralQueues_TakeTurns()
    {
        var (busy, quiet) = (StoreFixture.NewQueue(), StoreFixture.NewQueue());
        var order = new ConcurrentQueue<string>();
        var gate = new TaskCompletionSource();
        await using var pump = new PumpHarness(
            _endpoint,
            async context =>
            {
                await gate.Task;
                order.Enqueue(context.Id.Queue);
                return "";
            },
            slots: 1,
            queues: $"{busy},{quiet}");
        await pump.Queue.SubmitAsync(busy, [.. Enumerable.Range(0, 50).Select(_ => pump.New(busy))]);
        await pump.SubmitAsync(pump.New(quiet));
        gate.SetResult();

        await Eventually.HoldsAsync(() => order.Count == 51, "all have run");

        Assert.InRange(order.ToList().IndexOf(quiet), 0, 10);
    }

    [Fact]
    public async Task Run_FailingJob_IsRetriedByItsPolicyUntilItsAttemptsAreUsedUp()
    {
        var attempts = new ConcurrentQueue<int>();
        await using var pump = new PumpHarness(_endpoint, context =>
        {
            attempts.Enqueue(context.Attempt);
            throw new InvalidOperationException($"boom {context.Attempt}");
        });
        var retry = new RetryPolicy { MaxAttempts = 3, Strategy = RetryStrategy.Exponential, Delay = TimeSpan.FromSeconds(10), Jitter = true };
        var id = await pump.SubmitAsync(pump.New() with { MaxAttempts = 3, Retry = retry });

        var waiting = await pump.ReachesAsync(id, JobState.Retrying);
        Assert.Equal(("InvalidOperationException", "boom 1", 1), (waiting.Error!.Type, waiting.Error.Message, waiting.Error.Attempt));
        Assert.Equal(TimeSpan.FromSeconds(7.5), waiting.RunAt - pump.Clock.GetUtcNow());
        pump.Clock.Advance(TimeSpan.FromSeconds(7.5));
        await pump.Queue.PromoteAsync(pump.Name, 10);
        var again = await pump.ReachesAsync(id, JobState.Retrying);
        Assert.Equal(TimeSpan.FromSeconds(15), again.RunAt - pump.Clock.GetUtcNow());
        pump.Clock.Advance(TimeSpan.FromSeconds(15));
        await pump.Queue.PromoteAsync(pump.Name, 10);

        var dead = await pump.ReachesAsync(id, JobState.Failed);
        Assert.Equal(("boom 3", 3), (dead.Error!.Message, dead.Error.Attempt));
        Assert.Equal([1, 2, 3], attempts);
    }

    [Fact]
    public async Task Run_PermanentError_IsFinalAtOnce()
    {
        await using var pump = new PumpHarness(_endpoint, _ => throw new PermanentJobException("never"));

        var job = await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Failed);

        Assert.Equal((1, "never"), (job.Attempt, job.Error!.Message));
    }

    [Fact]
    public async Task Run_ErrorTheTypeCallsFinal_IsFinalAtOnce()
    {
        await using var pump = new PumpHarness(
            _endpoint, _ => throw new FormatException("x"), type: new JobTypeOptions { FinalErrors = [typeof(FormatException)] });

        Assert.Equal(1, (await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Failed)).Attempt);
    }

    [Fact]
    public async Task Run_RetryLater_WaitsAsLongAsTheHandlerSays()
    {
        await using var pump = new PumpHarness(_endpoint, _ => throw new RetryLaterException("busy", TimeSpan.FromMinutes(3)));

        var job = await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Retrying);

        Assert.Equal(TimeSpan.FromMinutes(3), job.RunAt - pump.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Run_UnknownType_WaitsForAWorkerThatKnowsIt()
    {
        await using var pump = new PumpHarness(_endpoint, _ => Task.FromResult(""));

        var job = await pump.ReachesAsync(await pump.SubmitAsync(pump.New() with { Type = "newer" }), JobState.Retrying);

        Assert.Contains("does not know the job type 'newer'", job.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_HugeResult_FailsWithTheLimit()
    {
        await using var pump = new PumpHarness(_endpoint, _ => Task.FromResult(new string('x', 1024 * 1024)));

        var job = await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Failed);

        Assert.Contains("Jobs:MaxResultBytes", job.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Timeout_CancelsTheHandlerAndCountsAsAFailure()
    {
        await using var pump = new PumpHarness(_endpoint, NeverAsync);
        var id = await pump.SubmitAsync(pump.New() with { Timeout = TimeSpan.FromSeconds(3), MaxAttempts = 1 });
        await pump.ReachesAsync(id, JobState.Running);

        var job = await pump.ReachesAsync(id, JobState.Failed, Second);

        Assert.Equal((JobError.Timeout, "The attempt took longer than its 00:00:03."), (job.Error!.Type, job.Error.Message));
    }

    [Fact]
    public async Task Run_TimeoutNotHeeded_IsRecordedAllTheSame()
    {
        var stubborn = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(_endpoint, _ => stubborn.Task);
        var id = await pump.SubmitAsync(pump.New() with { Timeout = TimeSpan.FromSeconds(3), MaxAttempts = 1 });
        await pump.ReachesAsync(id, JobState.Running);

        var job = await pump.ReachesAsync(id, JobState.Failed, Second);

        Assert.Equal(JobError.Timeout, job.Error!.Type);
        Assert.True(job.FinishedAt - job.StartedAt >= TimeSpan.FromSeconds(8));
        stubborn.SetResult("too late");
    }

    [Fact]
    public async Task Run_LongJob_KeepsItsLease()
    {
        var done = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(_endpoint, _ => done.Task);
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Running);
        using var redis = await ConnectionMultiplexer.ConnectAsync(_endpoint);
        Task<double?> ExpiryAsync() => redis.GetDatabase().SortedSetScoreAsync(new QueueKeys(pump.Name).Running, id.Value);

        for (var i = 0; i < 24; i++)
        {
            var expiry = await ExpiryAsync();
            pump.Clock.Advance(Second * 5);
            await Eventually.HoldsAsync(async () => await ExpiryAsync() > expiry, "the lease is renewed");
            Assert.Empty(await pump.Queue.ReapAsync(pump.Name, 10));
            Assert.Null(pump.Worker.Standstill);
        }

        done.SetResult("done");
        Assert.Equal(1, (await pump.ReachesAsync(id, JobState.Succeeded)).Attempt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_LostLease_StopsTheHandlerAndRecordsNothingOfIt(bool saysSo)
    {
        var stopped = new TaskCompletionSource();
        await using var pump = new PumpHarness(_endpoint, async context =>
        {
            if (context.Attempt > 1)
                return "second";
            await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped.SetResult();
            if (saysSo)
                context.CancellationToken.ThrowIfCancellationRequested();
            return "first";
        });
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Running);
        // Time passes for the store, but not for this worker: it was suspended.
        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(pump.Clock.GetUtcNow().AddMinutes(1));
        using var redis = await ConnectionMultiplexer.ConnectAsync(_endpoint);
        Assert.Single(await new JobQueue(redis, later).ReapAsync(pump.Name, 10));

        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(stopped.Task.IsCompleted), "the handler was told to stop");

        Assert.Equal("\"second\"", (await pump.ReachesAsync(id, JobState.Succeeded)).Result.ToString());
        // Nothing of the lost one is left that a drain would wait for.
        var draining = pump.Pump.DrainAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(draining.IsCompleted), "the drain ends");
        Assert.True(await draining);
    }

    [Fact]
    public async Task Run_StoreFullToTheBrim_StartsNoJobUntilThereIsRoom()
    {
        await using var pump = new PumpHarness(_endpoint, static _ => Task.FromResult("done"));
        pump.Room.Note(new StoreFill(10, 10), 0, 0);
        var id = await pump.SubmitAsync();
        for (var i = 0; i < 10; i++)
            pump.Clock.Advance(Second);
        Assert.Equal(JobState.Queued, (await pump.Queue.GetAsync(id))!.State);

        pump.Room.Note(new StoreFill(9, 10), 0, 0);

        await pump.ReachesAsync(id, JobState.Succeeded, Second);
    }

    [Fact]
    public async Task Run_WakeUpLost_TheJobIsFoundAllTheSame()
    {
        await using var pump = new PumpHarness(_endpoint, static _ => Task.FromResult("done"));
        await pump.Queue.PauseAsync(pump.Name);
        var id = await pump.SubmitAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(_endpoint);

        // Resumed behind the queue's back, so that nobody is told.
        Assert.True(await redis.GetDatabase().HashDeleteAsync(new QueueKeys(pump.Name).Control, "paused"));

        await pump.ReachesAsync(id, JobState.Succeeded, Second);
    }

    [Fact]
    public async Task Cancel_RunningJob_StopsItsHandlerAtOnce()
    {
        await using var pump = new PumpHarness(_endpoint, NeverAsync);
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Running);

        await pump.Queue.CancelAsync(id);

        await pump.ReachesAsync(id, JobState.Cancelled);
    }

    [Fact]
    public async Task Cancel_RunningJob_LeavesOthersAlone()
    {
        var gate = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(_endpoint, context => gate.Task.WaitAsync(context.CancellationToken));
        var (cancelled, other) = (await pump.SubmitAsync(), await pump.SubmitAsync());
        await pump.ReachesAsync(cancelled, JobState.Running);
        await pump.ReachesAsync(other, JobState.Running);

        await pump.Queue.CancelAsync(cancelled);

        await pump.ReachesAsync(cancelled, JobState.Cancelled);
        gate.SetResult("done");
        await pump.ReachesAsync(other, JobState.Succeeded);
    }

    [Fact]
    public async Task Stop_RunningJob_MayFinish()
    {
        var done = new TaskCompletionSource<string>();
        var pump = new PumpHarness(_endpoint, context => done.Task.WaitAsync(context.CancellationToken));
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Running);

        var stopping = pump.StopAsync(TimeSpan.Zero);
        pump.Clock.Advance(Second * 9);
        done.SetResult("done");
        await stopping;

        Assert.Equal(JobState.Succeeded, (await pump.Queue.GetAsync(id))!.State);
        await pump.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_UnfinishedJob_IsGivenBackUncounted(bool heedsItsToken)
    {
        var forever = new TaskCompletionSource<string>();
        JobContext? seen = null;
        var pump = new PumpHarness(_endpoint, context =>
        {
            seen = context;
            return heedsItsToken ? NeverAsync(context) : forever.Task;
        });
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Running);
        var waiting = await pump.SubmitAsync(pump.New() with { Delay = TimeSpan.FromDays(1) });

        await pump.StopAsync(Second);

        var job = (await pump.Queue.GetAsync(id))!;
        Assert.Equal((JobState.Queued, 0), (job.State, job.Attempt));
        Assert.True(seen!.CancellationToken.IsCancellationRequested);
        Assert.Equal(JobState.Scheduled, (await pump.Queue.GetAsync(waiting))!.State);
        Assert.Equal(1, (await pump.Queue.StatsAsync(pump.Name)).Ready);
        forever.TrySetResult("");
        await pump.DisposeAsync();
    }

    [Fact]
    public async Task Report_ProgressAndLog_CanBeSeenWhileTheJobRuns()
    {
        var done = new TaskCompletionSource<string>();
        await using var pump = new PumpHarness(_endpoint, context =>
        {
            context.Log("began");
            context.ReportProgress(10);
            context.ReportProgress(42);
            return done.Task;
        });
        var id = await pump.SubmitAsync();

        await Eventually.HoldsAsync(pump.Clock, Second / 4, async () => (await pump.Queue.GetAsync(id))!.Progress > 0, "there is progress");

        Assert.Equal(42, (await pump.Queue.GetAsync(id))!.Progress);
        Assert.EndsWith("Z began", Assert.Single(await pump.Queue.GetLogAsync(id)), StringComparison.Ordinal);
        done.SetResult("");
        await pump.ReachesAsync(id, JobState.Succeeded);
    }

    [Fact]
    public async Task Report_LastWords_AreKept()
    {
        await using var pump = new PumpHarness(_endpoint, context =>
        {
            context.Log("last words");
            return Task.FromResult("");
        });
        var id = await pump.SubmitAsync();
        await pump.ReachesAsync(id, JobState.Succeeded);

        Assert.Single(await pump.Queue.GetLogAsync(id));
    }

    [Fact]
    public async Task Trace_OfARun_IsThatOfTheSubmission()
    {
        var runs = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == JobTracing.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => runs.Enqueue(activity),
        };
        ActivitySource.AddActivityListener(listener);
        await using var pump = new PumpHarness(_endpoint, _ => Task.FromResult(""));
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        var id = await pump.SubmitAsync(pump.New() with { TraceParent = $"00-{parent.TraceId}-{parent.SpanId}-01" });
        await pump.ReachesAsync(id, JobState.Succeeded);

        await Eventually.HoldsAsync(() => runs.Any(run => (string?)run.GetTagItem("job.id") == id.Value), "the run was traced");
        var run = runs.Single(run => (string?)run.GetTagItem("job.id") == id.Value);
        Assert.Equal((parent.TraceId, parent.SpanId), (run.TraceId, run.ParentSpanId));
    }

    private static async Task<string> NeverAsync(JobContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return "never";
    }
}
