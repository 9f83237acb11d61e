using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Queues;

[Trait("Store", "Garnet")]
public sealed class JobQueueOnGarnetTests(GarnetFixture store) : JobQueueTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class JobQueueOnRedisTests(RedisFixture store) : JobQueueTests(store), IClassFixture<RedisFixture>;

/// <summary>What the engine promises, on whatever store it runs.</summary>
public abstract class JobQueueTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly StoreFixture _store;
    private readonly JobQueue _queue;
    private readonly string _name = StoreFixture.NewQueue();

    protected JobQueueTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _store = store;
        _queue = new JobQueue(store.Connection, _clock);
    }

    [Fact]
    public async Task Submit_ReadyJob_IsQueuedWithATicket()
    {
        var job = await SubmitAsync(New() with { Priority = 3, Tags = ["a", "b"], Timeout = TimeSpan.FromSeconds(2), MaxAttempts = 7 });

        var read = (await _queue.GetAsync(job.Id))!;
        Assert.Equal((JobState.Queued, 3, 0, 7, 0), (read.State, read.Priority, read.Attempt, read.MaxAttempts, (int)read.Progress));
        Assert.Equal("{\"data\":\"ä\"}", read.Payload.ToString());
        Assert.Equal(["a", "b"], read.Tags);
        Assert.Equal((Start, Start, 2.0), (read.CreatedAt, read.RunAt, read.TimeoutSeconds));
        Assert.Equal((1, 1), await ReadyAndWaitingAsync());
    }

    [Fact]
    public async Task Submit_SameIdTwice_IsOneJob()
    {
        var job = New();
        Assert.Equal(new SubmitReceipt(1, Start), await _queue.SubmitAsync(_name, [job]));
        Assert.Equal(new SubmitReceipt(0, Start), await _queue.SubmitAsync(_name, [job]));

        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Submit_IdempotencyKeyAgain_TheFirstJobStandsForTheSecond()
    {
        var key = new IdempotencyKey("order-17", new string('a', 64));
        var first = New() with { IdempotencyKey = key };
        var second = New() with { IdempotencyKey = key };
        Assert.Null((await _queue.SubmitAsync(_name, [first])).Earlier);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var receipt = await _queue.SubmitAsync(_name, [second]);

        Assert.Equal(0, receipt.Added);
        Assert.Equal([KeyValuePair.Create(second.Id, new EarlierSubmission(first.Id, Start))], receipt.Earlier!);
        Assert.Null(await _queue.GetAsync(second.Id));
        Assert.Equal((1, 1), await ReadyAndWaitingAsync());
    }

    [Fact]
    public async Task Submit_IdempotencyKeyTwiceInOneCall_IsOneJob()
    {
        var key = new IdempotencyKey("order-17", new string('a', 64));
        var first = New() with { IdempotencyKey = key };
        var second = New() with { IdempotencyKey = key };

        var receipt = await _queue.SubmitAsync(_name, [first, second, New()]);

        Assert.Equal(2, receipt.Added);
        Assert.Equal([KeyValuePair.Create(second.Id, new EarlierSubmission(first.Id, Start))], receipt.Earlier!);
        Assert.Equal((2, 2), await ReadyAndWaitingAsync());
    }

    [Fact]
    public async Task Submit_IdempotencyKeyForSomethingElse_IsRefused()
    {
        var first = New() with { IdempotencyKey = new IdempotencyKey("order-17", new string('a', 64)) };
        var second = New() with { IdempotencyKey = new IdempotencyKey("order-17", new string('b', 64)) };
        await _queue.SubmitAsync(_name, [first]);

        var receipt = await _queue.SubmitAsync(_name, [second]);

        Assert.Equal([KeyValuePair.Create(second.Id, new EarlierSubmission(null, Start))], receipt.Earlier!);
        Assert.Null(await _queue.GetAsync(second.Id));
    }

    [Fact]
    public async Task Submit_IdempotencyKey_IsRememberedForADay()
    {
        await _queue.SubmitAsync(_name, [New() with { IdempotencyKey = new IdempotencyKey("order-17", new string('a', 64)) }]);

        var left = await _store.Connection.GetDatabase().KeyTimeToLiveAsync(new QueueKeys(_name).Idempotency("order-17"));

        Assert.InRange(left!.Value, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task Submit_ManyAtOnce_AllAreThere()
    {
        var jobs = Enumerable.Range(0, 2500).Select(_ => New()).ToList();
        Assert.Equal(2500, (await _queue.SubmitAsync(_name, jobs)).Added);

        Assert.Equal((2500, 2500), await ReadyAndWaitingAsync());
        var claimed = await ClaimAsync(2500);
        Assert.Equal(jobs.Select(job => job.Id), claimed.Select(job => job.Id));
        Assert.Equal((0, 0), await ReadyAndWaitingAsync());
    }

    [Fact]
    public async Task Get_UnknownId_IsNull()
    {
        Assert.Null(await _queue.GetAsync(JobId.New(_name, Start)));
    }

    [Fact]
    public async Task Claim_TakesPriorityFirstThenOrderOfSubmission()
    {
        var ids = new List<JobId>();
        foreach (var priority in new[] { 0, 9, 5, 9, 0 })
            ids.Add((await SubmitAsync(New() with { Priority = priority })).Id);

        var claimed = await ClaimAsync(10);

        Assert.Equal([ids[1], ids[3], ids[2], ids[0], ids[4]], claimed.Select(job => job.Id));
    }

    [Fact]
    public async Task Claim_TellsTheWorkerAllOfTheJob()
    {
        var retry = new RetryPolicy { MaxAttempts = 2, Strategy = RetryStrategy.Exponential, Delay = TimeSpan.FromSeconds(1), Jitter = true };
        var job = await SubmitAsync(New() with { Retry = retry, MaxAttempts = 2, Timeout = TimeSpan.FromSeconds(1.5), TraceParent = "00-a-b-01" });
        _clock.Advance(TimeSpan.FromSeconds(3));

        var claimed = Assert.Single(await ClaimAsync());

        Assert.Equal(
            new ClaimedJob(job.Id, _clock.GetUtcNow().ToUnixTimeMilliseconds(), new JobSpec("data", 2, TimeSpan.FromSeconds(1.5), "00-a-b-01", retry), 1, claimed.Payload, Start), claimed);
        Assert.Equal(job.Payload.ToString(), claimed.Payload.ToString());
        var read = (await _queue.GetAsync(job.Id))!;
        Assert.Equal((JobState.Running, 1, "me", Start.AddSeconds(3)), (read.State, read.Attempt, read.Worker, read.StartedAt));
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachJobToOne()
    {
        await _queue.SubmitAsync(_name, [.. Enumerable.Range(0, 500).Select(_ => New())]);

        var claims = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ClaimAsync(20)));

        var ids = claims.SelectMany(jobs => jobs).Select(job => job.Id).ToList();
        Assert.Equal(500, ids.Count);
        Assert.Equal(500, ids.Distinct().Count());
    }

    [Fact]
    public async Task Claim_Nothing_RemovesTicketsLeftOver()
    {
        await _store.Connection.GetDatabase().ListRightPushAsync(new QueueKeys(_name).Ready, ["1", "1"]);

        Assert.Empty(await ClaimAsync());
        Assert.Equal((0, 0), await ReadyAndWaitingAsync());
    }

    [Fact]
    public async Task Complete_Success_KeepsTheResult()
    {
        var job = await SubmitAsync(New());
        var claimed = Assert.Single(await ClaimAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([true], await _queue.CompleteAsync(_name, [JobOutcome.Success(job.Id, claimed.Token, Json("42"))]));

        var read = (await _queue.GetAsync(job.Id))!;
        Assert.Equal((JobState.Succeeded, "42", 100, Start.AddSeconds(1)), (read.State, read.Result.ToString(), (int)read.Progress, read.FinishedAt));
        var stats = await _queue.StatsAsync(_name);
        Assert.Equal((0, 1), (stats.Running, stats.Succeeded));
    }

    [Fact]
    public async Task Complete_SameOutcomeTwice_IsRecordedOnce()
    {
        var job = await SubmitAsync(New());
        var claimed = Assert.Single(await ClaimAsync());
        var outcome = JobOutcome.Success(job.Id, claimed.Token, Json("1"));

        Assert.Equal([true], await _queue.CompleteAsync(_name, [outcome]));
        Assert.Equal([true], await _queue.CompleteAsync(_name, [outcome]));

        Assert.Equal(1, (await _queue.StatsAsync(_name)).Succeeded);
    }

    [Fact]
    public async Task Complete_WithAnOldToken_IsRefused()
    {
        var job = await SubmitAsync(New());
        var first = Assert.Single(await ClaimAsync());
        _clock.Advance(Lease + TimeSpan.FromMilliseconds(1));
        await _queue.ReapAsync(_name, 10);

        Assert.Equal([false], await _queue.CompleteAsync(_name, [JobOutcome.Success(job.Id, first.Token, Json("1"))]));
        var second = Assert.Single(await ClaimAsync());
        Assert.Equal([false], await _queue.CompleteAsync(_name, [JobOutcome.Success(job.Id, first.Token, Json("1"))]));
        Assert.Equal([true], await _queue.CompleteAsync(_name, [JobOutcome.Success(job.Id, second.Token, Json("2"))]));

        Assert.Equal("2", (await _queue.GetAsync(job.Id))!.Result.ToString());
    }

    [Fact]
    public async Task Complete_Retry_IsDueAfterItsDelay()
    {
        var job = await SubmitAsync(New());
        var first = Assert.Single(await ClaimAsync());
        var error = new JobError("Boom", "it went \"boom\"", 1, Start);
        await _queue.CompleteAsync(_name, [JobOutcome.Retry(job.Id, first.Token, error, TimeSpan.FromSeconds(10))]);

        var waiting = (await _queue.GetAsync(job.Id))!;
        Assert.Equal((JobState.Retrying, error, Start.AddSeconds(10)), (waiting.State, waiting.Error, waiting.RunAt));
        _clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Equal(0, await _queue.PromoteAsync(_name, 10));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await _queue.PromoteAsync(_name, 10));

        var second = Assert.Single(await ClaimAsync());
        Assert.Equal(2, second.Attempt);
        await _queue.CompleteAsync(_name, [JobOutcome.Success(job.Id, second.Token, Json("1"))]);
        Assert.Null((await _queue.GetAsync(job.Id))!.Error);
    }

    [Fact]
    public async Task Complete_Failure_IsADeadLetter()
    {
        var job = await SubmitAsync(New());
        var claimed = Assert.Single(await ClaimAsync());
        var error = new JobError("Boom", "no", 1, Start);

        await _queue.CompleteAsync(_name, [JobOutcome.Failure(job.Id, claimed.Token, error)]);

        var read = (await _queue.GetAsync(job.Id))!;
        Assert.Equal((JobState.Failed, error, Start), (read.State, read.Error, read.FinishedAt));
        Assert.Equal(1, (await _queue.StatsAsync(_name)).Dead);
    }

    [Fact]
    public async Task Complete_GivenBack_WaitsAtItsOldPlaceWithItsAttemptUncounted()
    {
        var first = await SubmitAsync(New());
        var second = await SubmitAsync(New());
        var claimed = Assert.Single(await ClaimAsync());
        await _queue.CompleteAsync(_name, [JobOutcome.GiveBack(first.Id, claimed.Token)]);

        Assert.Equal((2, 2), await ReadyAndWaitingAsync());
        var again = await ClaimAsync(2);

        Assert.Equal([first.Id, second.Id], again.Select(job => job.Id));
        Assert.Equal((1, claimed.Token + 1), (again[0].Attempt, again[0].Token));
    }

    [Fact]
    public async Task Heartbeat_KeepsALeaseAndNamesLostOnes()
    {
        var kept = await SubmitAsync(New());
        var lost = await SubmitAsync(New());
        var claimed = await ClaimAsync(2);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([LeaseState.Renewed], await _queue.HeartbeatAsync(_name, [new Lease(kept.Id, claimed[0].Token)], Lease));
        _clock.Advance(TimeSpan.FromSeconds(10));
        await _queue.ReapAsync(_name, 10);

        var renewed = await _queue.HeartbeatAsync(_name, [new Lease(kept.Id, claimed[0].Token), new Lease(lost.Id, claimed[1].Token)], Lease);

        Assert.Equal([LeaseState.Renewed, LeaseState.Lost], renewed);
        Assert.Equal(JobState.Running, (await _queue.GetAsync(kept.Id))!.State);
    }

    [Fact]
    public async Task Reap_LostWorker_CostsAnAttemptAndThenTheJob()
    {
        var job = await SubmitAsync(New() with { MaxAttempts = 2 });
        await ClaimAsync();
        Assert.Empty(await _queue.ReapAsync(_name, 10));
        _clock.Advance(Lease);
        Assert.Equal([new LostJob(job.Id, JobState.Queued)], await _queue.ReapAsync(_name, 10));
        Assert.Equal((1, 1), await ReadyAndWaitingAsync());

        Assert.Equal(2, Assert.Single(await ClaimAsync()).Attempt);
        _clock.Advance(Lease);
        Assert.Equal([new LostJob(job.Id, JobState.Failed)], await _queue.ReapAsync(_name, 10));

        var read = (await _queue.GetAsync(job.Id))!;
        Assert.Equal((JobState.Failed, JobError.WorkerLost), (read.State, read.Error!.Type));
    }

    [Fact]
    public async Task Promote_DelayedAndScheduledJobs_WhenTheyAreDue()
    {
        var delayed = await SubmitAsync(New() with { Delay = TimeSpan.FromSeconds(5) });
        var scheduled = await SubmitAsync(New() with { RunAt = Start.AddSeconds(4) });
        var past = await SubmitAsync(New() with { RunAt = Start.AddDays(-1) });
        Assert.Equal(JobState.Scheduled, (await _queue.GetAsync(delayed.Id))!.State);
        Assert.Equal(past.Id, Assert.Single(await ClaimAsync(10)).Id);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, await _queue.PromoteAsync(_name, 10));

        Assert.Equal((2, 2), await ReadyAndWaitingAsync());
        Assert.Equal([scheduled.Id, delayed.Id], (await ClaimAsync(10)).Select(job => job.Id));
    }

    [Fact]
    public async Task Reconcile_LostTickets_AreReplacedAtTheSecondLook()
    {
        await _queue.SubmitAsync(_name, [New(), New(), New()]);
        await _store.Connection.GetDatabase().ListLeftPopAsync(new QueueKeys(_name).Ready, 2);

        Assert.Equal(new Reconciliation(2, 0), await _queue.ReconcileAsync(_name, 0));
        Assert.Equal(new Reconciliation(2, 2), await _queue.ReconcileAsync(_name, 2));
        Assert.Equal(new Reconciliation(0, 0), await _queue.ReconcileAsync(_name, 0));
        Assert.Equal((3, 3), await ReadyAndWaitingAsync());
    }

    [Fact]
    public async Task Reconcile_SurplusTickets_GoAtOnce()
    {
        await SubmitAsync(New());
        await _store.Connection.GetDatabase().ListRightPushAsync(new QueueKeys(_name).Ready, ["1", "1", "1"]);

        await _queue.ReconcileAsync(_name, 0);

        Assert.Equal((1, 1), await ReadyAndWaitingAsync());
    }

    [Fact]
    public async Task Reconcile_JobsComeDue_ListIsAsLongAsTheyAreMany()
    {
        foreach (var seconds in new[] { 30, 59, 61, 300 })
            await SubmitAsync(New() with { Delay = TimeSpan.FromSeconds(seconds) });
        async Task<long> DueAsync()
        {
            await _queue.ReconcileAsync(_name, 0);
            return await _store.Connection.GetDatabase().ListLengthAsync(new QueueKeys(_name).Due);
        }

        Assert.Equal(2, await DueAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, await DueAsync());
        _clock.Advance(TimeSpan.FromSeconds(60));
        await _queue.PromoteAsync(_name, 10);
        Assert.Equal(0, await DueAsync());
        _clock.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(1, await DueAsync());
        await _queue.PauseAsync(_name);
        Assert.Equal(0, await DueAsync());
    }

    [Fact]
    public async Task Reconcile_VeryManyJobsComeDue_ListStaysShort()
    {
        await _queue.SubmitAsync(_name, [.. Enumerable.Range(0, 1_200).Select(_ => New() with { Delay = TimeSpan.FromSeconds(5) })]);

        await _queue.ReconcileAsync(_name, 0);

        Assert.Equal(1_000, await _store.Connection.GetDatabase().ListLengthAsync(new QueueKeys(_name).Due));
    }

    [Fact]
    public async Task Report_ShowsProgressAndLog()
    {
        var job = await SubmitAsync(New());
        var claimed = Assert.Single(await ClaimAsync());
        var lease = new Lease(job.Id, claimed.Token);

        Assert.True(await _queue.ReportAsync(lease, 12.5, ["one", "two"]));
        Assert.True(await _queue.ReportAsync(lease, null, ["three"]));
        Assert.False(await _queue.ReportAsync(lease with { Token = 7 }, 99, ["no"]));

        Assert.Equal(12.5, (await _queue.GetAsync(job.Id))!.Progress);
        Assert.Equal(["one", "two", "three"], await _queue.GetLogAsync(job.Id));
    }

    [Fact]
    public async Task Report_LongLog_KeepsTheNewestLines()
    {
        await SubmitAsync(New());
        var claimed = Assert.Single(await ClaimAsync());

        await _queue.ReportAsync(new Lease(claimed.Id, claimed.Token), null, [.. Enumerable.Range(0, 1500).Select(i => $"{i}")]);

        var log = await _queue.GetLogAsync(claimed.Id);
        Assert.Equal((JobQueue.LogLines, "500", "1499"), (log.Count, log[0], log[^1]));
    }

    [Fact]
    public async Task Trim_OldJobs_AreForgottenWithTheirLog()
    {
        var job = await SubmitAsync(New());
        var claimed = Assert.Single(await ClaimAsync());
        await _queue.ReportAsync(new Lease(job.Id, claimed.Token), 1, ["line"]);
        await _queue.CompleteAsync(_name, [JobOutcome.Success(job.Id, claimed.Token, Json("1"))]);
        var keep = TimeSpan.FromHours(1);
        _clock.Advance(keep - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await _queue.TrimAsync(_name, JobState.Succeeded, keep, 10));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await _queue.TrimAsync(_name, JobState.Succeeded, keep, 10));

        Assert.Null(await _queue.GetAsync(job.Id));
        Assert.Empty(await _queue.GetLogAsync(job.Id));
        Assert.Equal(0, (await _queue.StatsAsync(_name)).Succeeded);
    }

    [Fact]
    public async Task Stats_TellTheAgeOfTheOldestJob()
    {
        await SubmitAsync(New() with { Priority = 2 });
        _clock.Advance(TimeSpan.FromSeconds(5));
        await SubmitAsync(New() with { Priority = 7 });
        await SubmitAsync(New() with { Delay = TimeSpan.FromHours(1) });
        _clock.Advance(TimeSpan.FromSeconds(2));

        var stats = await _queue.StatsAsync(_name);

        Assert.Equal(new QueueStats(_name, false, 2, 2, 1, 0, 0, 0, 0, 7), stats);
    }

    [Fact]
    public async Task ServerTime_IsUsedWithTheSystemClock()
    {
        var queue = new JobQueue(_store.Connection, TimeProvider.System);
        var before = DateTimeOffset.UtcNow;
        var job = New();
        await queue.SubmitAsync(_name, [job]);

        var created = (await queue.GetAsync(job.Id))!.CreatedAt;

        Assert.InRange(created, before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
    }

    private static RawJson Json(string text) => new(Encoding.UTF8.GetBytes(text));

    private NewJob New() => new(JobId.New(_name, _clock.GetUtcNow()), "data", Json("{\"data\":\"ä\"}"));

    private async Task<NewJob> SubmitAsync(NewJob job)
    {
        await _queue.SubmitAsync(_name, [job]);
        return job;
    }

    private Task<IReadOnlyList<ClaimedJob>> ClaimAsync(int count = 1) => _queue.ClaimAsync(_name, count, Lease, "me");

    private async Task<(int Ready, int Waiting)> ReadyAndWaitingAsync()
    {
        var stats = await _queue.StatsAsync(_name);
        return ((int)stats.Ready, (int)stats.Waiting);
    }
}
