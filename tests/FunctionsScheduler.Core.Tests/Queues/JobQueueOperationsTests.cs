using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Queues;

[Trait("Store", "Garnet")]
public sealed class JobQueueOperationsOnGarnetTests(GarnetFixture store) : JobQueueOperationsTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class JobQueueOperationsOnRedisTests(RedisFixture store) : JobQueueOperationsTests(store), IClassFixture<RedisFixture>;

/// <summary>What people do to jobs and queues.</summary>
public abstract class JobQueueOperationsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly JobQueue _queue;
    private readonly string _name = StoreFixture.NewQueue();

    protected JobQueueOperationsTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _queue = new JobQueue(store.Connection, _clock);
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Retrying)]
    public async Task Cancel_WaitingJob_IsCancelledAtOnce(JobState state)
    {
        var id = await InStateAsync(state);

        Assert.Equal(CancelOutcome.Cancelled, await _queue.CancelAsync(id));

        var job = (await _queue.GetAsync(id))!;
        Assert.Equal((JobState.Cancelled, _clock.GetUtcNow()), (job.State, job.FinishedAt));
        Assert.Equal(new QueueStats(_name, false, 0, 0, 0, 0, 0, 0, 1, 0), await _queue.StatsAsync(_name));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await _queue.PromoteAsync(_name, 10));
        Assert.Empty(await _queue.ClaimAsync(_name, 10, Lease, "me"));
    }

    [Fact]
    public async Task Cancel_FinishedOrUnknownJob_ChangesNothing()
    {
        var done = await InStateAsync(JobState.Succeeded);

        Assert.Equal(CancelOutcome.Finished, await _queue.CancelAsync(done));
        Assert.Equal(CancelOutcome.Unknown, await _queue.CancelAsync(JobId.New(_name, _clock.GetUtcNow())));

        Assert.Equal(JobState.Succeeded, (await _queue.GetAsync(done))!.State);
    }

    [Fact]
    public async Task Cancel_Twice_IsCancelledOnce()
    {
        var id = await InStateAsync(JobState.Queued);
        await _queue.CancelAsync(id);

        Assert.Equal(CancelOutcome.Cancelled, await _queue.CancelAsync(id));
        Assert.Equal(1, (await _queue.StatsAsync(_name)).Cancelled);
    }

    [Fact]
    public async Task Cancel_RunningJob_TellsItsWorkerAndTakesItsWord()
    {
        var (id, token) = await RunningAsync();

        Assert.Equal(CancelOutcome.Stopping, await _queue.CancelAsync(id));
        Assert.Equal([LeaseState.CalledOff], await _queue.HeartbeatAsync(_name, [new Lease(id, token)], Lease));
        Assert.Equal([true], await _queue.CompleteAsync(_name, [JobOutcome.Cancel(id, token)]));

        Assert.Equal(JobState.Cancelled, (await _queue.GetAsync(id))!.State);
    }

    [Fact]
    public async Task Cancel_RunningJobThatFinishesFirst_KeepsItsOutcome()
    {
        var (id, token) = await RunningAsync();
        await _queue.CancelAsync(id);

        await _queue.CompleteAsync(_name, [JobOutcome.Success(id, token, RawJson.From(1))]);

        Assert.Equal(JobState.Succeeded, (await _queue.GetAsync(id))!.State);
    }

    [Theory]
    [InlineData(JobState.Retrying)]
    [InlineData(JobState.Queued)]
    public async Task Cancel_RunningJob_DoesNotRunAgain(JobState outcome)
    {
        var (id, token) = await RunningAsync();
        await _queue.CancelAsync(id);

        var ended = outcome == JobState.Queued ? JobOutcome.GiveBack(id, token) : JobOutcome.Retry(id, token, Error(), TimeSpan.FromSeconds(1));
        Assert.Equal([true], await _queue.CompleteAsync(_name, [ended]));

        Assert.Equal(new QueueStats(_name, false, 0, 0, 0, 0, 0, 0, 1, 0), await _queue.StatsAsync(_name));
    }

    [Fact]
    public async Task Cancel_RunningJobOfADeadWorker_IsCancelledWhenReaped()
    {
        var (id, _) = await RunningAsync();
        await _queue.CancelAsync(id);
        _clock.Advance(Lease);

        Assert.Equal([new LostJob(id, JobState.Cancelled)], await _queue.ReapAsync(_name, 10));
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Retrying)]
    public async Task Retry_JobThatCan_IsReadyWithAllItsAttempts(JobState state)
    {
        var id = await InStateAsync(state);

        Assert.Equal(state, await _queue.RetryAsync(id));

        Assert.Equal(new QueueStats(_name, false, 1, 1, 0, 0, 0, 0, 0, 0), await _queue.StatsAsync(_name));
        var job = (await _queue.GetAsync(id))!;
        Assert.Equal((JobState.Queued, 0, null), (job.State, job.Attempt, job.FinishedAt));
        Assert.Equal(1, Assert.Single(await _queue.ClaimAsync(_name, 10, Lease, "me")).Attempt);
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Succeeded)]
    public async Task Retry_JobThatCannot_IsLeftAsItIs(JobState state)
    {
        var id = await InStateAsync(state);

        Assert.Equal(state, await _queue.RetryAsync(id));

        Assert.Equal(state, (await _queue.GetAsync(id))!.State);
    }

    [Fact]
    public async Task Retry_UnknownJob_IsNull()
    {
        Assert.Null(await _queue.RetryAsync(JobId.New(_name, _clock.GetUtcNow())));
    }

    [Fact]
    public async Task Retry_JobCalledOffWhileItRan_CanRunToItsEnd()
    {
        var (id, token) = await RunningAsync();
        await _queue.CancelAsync(id);
        await _queue.CompleteAsync(_name, [JobOutcome.Cancel(id, token)]);
        await _queue.RetryAsync(id);

        var again = Assert.Single(await _queue.ClaimAsync(_name, 1, Lease, "me"));
        Assert.Equal([LeaseState.Renewed], await _queue.HeartbeatAsync(_name, [new Lease(id, again.Token)], Lease));
        await _queue.CompleteAsync(_name, [JobOutcome.GiveBack(id, again.Token)]);

        Assert.Equal(JobState.Queued, (await _queue.GetAsync(id))!.State);
    }

    [Fact]
    public async Task Replay_DeadLetters_AreAllReadyAgain()
    {
        var jobs = Enumerable.Range(0, 600).Select(_ => New()).ToList();
        await _queue.SubmitAsync(_name, jobs);
        var claimed = await _queue.ClaimAsync(_name, 600, Lease, "me");
        await _queue.CompleteAsync(_name, [.. claimed.Select(job => JobOutcome.Failure(job.Id, job.Token, Error()))]);
        Assert.Equal(600, (await _queue.StatsAsync(_name)).Dead);

        Assert.Equal(600, await _queue.ReplayAsync(_name));

        Assert.Equal(new QueueStats(_name, false, 600, 600, 0, 0, 0, 0, 0, 0), await _queue.StatsAsync(_name));
    }

    [Fact]
    public async Task Pause_Queue_TakesJobsButGivesNone()
    {
        await InStateAsync(JobState.Queued);
        await _queue.PauseAsync(_name);
        await InStateAsync(JobState.Queued);

        Assert.Empty(await _queue.ClaimAsync(_name, 10, Lease, "me"));
        Assert.Equal(new QueueStats(_name, true, 0, 2, 0, 0, 0, 0, 0, 0), await _queue.StatsAsync(_name));
        Assert.Equal(new Reconciliation(0, 0), await _queue.ReconcileAsync(_name, 2));
        await _queue.ResumeAsync(_name);

        Assert.Equal(new QueueStats(_name, false, 2, 2, 0, 0, 0, 0, 0, 0), await _queue.StatsAsync(_name));
        Assert.Equal(2, (await _queue.ClaimAsync(_name, 10, Lease, "me")).Count);
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Retrying)]
    [InlineData(JobState.Succeeded)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    public async Task Delete_JobThatDoesNotRun_IsForgotten(JobState state)
    {
        var id = await InStateAsync(state);

        Assert.True(await _queue.DeleteAsync(id));

        Assert.Null(await _queue.GetAsync(id));
        Assert.Equal(new QueueStats(_name, false, 0, 0, 0, 0, 0, 0, 0, 0), await _queue.StatsAsync(_name));
        Assert.Null(await _queue.DeleteAsync(id));
    }

    [Fact]
    public async Task Delete_RunningJob_IsRefused()
    {
        var (id, _) = await RunningAsync();

        Assert.False(await _queue.DeleteAsync(id));
        Assert.Equal(JobState.Running, (await _queue.GetAsync(id))!.State);
    }

    [Fact]
    public async Task Purge_State_TakesOnlyThatState()
    {
        await _queue.SubmitAsync(_name, [.. Enumerable.Range(0, 700).Select(_ => New() with { Delay = TimeSpan.FromHours(1) })]);
        var retrying = await InStateAsync(JobState.Retrying);
        var queued = await InStateAsync(JobState.Queued);

        Assert.Equal(700, await _queue.PurgeAsync(_name, JobState.Scheduled));
        Assert.NotNull(await _queue.GetAsync(retrying));
        Assert.Equal(1, await _queue.PurgeAsync(_name, JobState.Retrying));
        Assert.Equal(1, await _queue.PurgeAsync(_name, JobState.Queued));

        Assert.Null(await _queue.GetAsync(queued));
        Assert.Equal(new QueueStats(_name, false, 0, 0, 0, 0, 0, 0, 0, 0), await _queue.StatsAsync(_name));
    }

    [Fact]
    public async Task Purge_RunningJobs_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.PurgeAsync(_name, JobState.Running));
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Retrying)]
    [InlineData(JobState.Running)]
    public async Task Trim_JobsThatAreNotFinished_IsRefused(JobState state)
    {
        var id = await InStateAsync(state);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.TrimAsync(_name, state, TimeSpan.Zero, 10));

        Assert.Equal(state, (await _queue.GetAsync(id))!.State);
    }

    private JobError Error() => new("Boom", "no", 1, _clock.GetUtcNow());

    private NewJob New() => new(JobId.New(_name, _clock.GetUtcNow()), "data", new RawJson(Encoding.UTF8.GetBytes("{}")));

    private async Task<(JobId Id, long Token)> RunningAsync()
    {
        await _queue.SubmitAsync(_name, [New()]);
        var claimed = Assert.Single(await _queue.ClaimAsync(_name, 1, Lease, "me"));
        return (claimed.Id, claimed.Token);
    }

    private async Task<JobId> InStateAsync(JobState state)
    {
        if (state is JobState.Queued or JobState.Scheduled)
        {
            var job = New() with { Delay = state == JobState.Scheduled ? TimeSpan.FromHours(1) : TimeSpan.Zero };
            await _queue.SubmitAsync(_name, [job]);
            return job.Id;
        }
        var (id, token) = await RunningAsync();
        JobOutcome? outcome = state switch
        {
            JobState.Succeeded => JobOutcome.Success(id, token, RawJson.From(1)),
            JobState.Failed => JobOutcome.Failure(id, token, Error()),
            JobState.Retrying => JobOutcome.Retry(id, token, Error(), TimeSpan.FromHours(1)),
            JobState.Cancelled => JobOutcome.Cancel(id, token),
            _ => null,
        };
        if (outcome is { } ended)
            await _queue.CompleteAsync(_name, [ended]);
        return id;
    }
}
