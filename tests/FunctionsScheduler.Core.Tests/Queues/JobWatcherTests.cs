using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Queues;

[Trait("Store", "Garnet")]
public sealed class JobWatcherOnGarnetTests(GarnetFixture store) : JobWatcherTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class JobWatcherOnRedisTests(RedisFixture store) : JobWatcherTests(store), IClassFixture<RedisFixture>;

public abstract class JobWatcherTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly StoreFixture _store;
    private readonly JobQueue _queue;
    private readonly JobWatcher _watcher;
    private readonly string _name = StoreFixture.NewQueue();

    protected JobWatcherTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _store = store;
        _queue = new JobQueue(store.Connection, TimeProvider.System);
        _watcher = new JobWatcher(store.Connection, _queue, TimeProvider.System);
    }

    [Fact]
    public async Task Wait_UnknownJob_IsNullAtOnce()
    {
        Assert.Null(await _watcher.WaitAsync(JobId.New(_name, DateTimeOffset.UtcNow), Long, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Wait_JobThatFinishes_AnswersAllWhoWait()
    {
        var id = await SubmitAsync();
        var waiting = Enumerable.Range(0, 5).Select(_ => _watcher.WaitAsync(id, Long, TestContext.Current.CancellationToken)).ToList();

        var claimed = Assert.Single(await _queue.ClaimAsync(_name, 1, Long, "me"));
        await _queue.CompleteAsync(_name, [JobOutcome.Success(id, claimed.Token, RawJson.From(1))]);

        Assert.All(await Task.WhenAll(waiting), job => Assert.Equal(JobState.Succeeded, job!.State));
    }

    [Fact]
    public async Task Follow_Job_TellsOfProgressAndEndsWithIt()
    {
        var id = await SubmitAsync();
        var claimed = Assert.Single(await _queue.ClaimAsync(_name, 1, Long, "me"));
        var seen = new List<(JobState State, double Progress)>();

        await foreach (var job in _watcher.FollowAsync(id, TestContext.Current.CancellationToken))
        {
            seen.Add((job.State, job.Progress));
            if (seen.Count == 1)
                await _queue.ReportAsync(new Lease(id, claimed.Token), 40, []);
            else if (seen.Count == 2)
                await _queue.CompleteAsync(_name, [JobOutcome.Success(id, claimed.Token, RawJson.From(1))]);
        }

        Assert.Equal([(JobState.Running, 0), (JobState.Running, 40), (JobState.Succeeded, 100)], seen);
    }

    [Fact]
    public async Task Follow_NothingChanges_IsToldAllTheSameBeforeTheConnectionIsTakenForDead()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var id = await SubmitAsync();
        await using var following = new JobWatcher(_store.Connection, _queue, clock).FollowAsync(id, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await following.MoveNextAsync());
        var start = clock.GetUtcNow();

        var next = following.MoveNextAsync().AsTask();
        await Eventually.HoldsAsync(clock, TimeSpan.FromSeconds(1), () => Task.FromResult(next.IsCompleted), "the job is told of again");

        Assert.True(await next);
        Assert.Equal(JobState.Queued, following.Current.State);
        Assert.True(clock.GetUtcNow() - start >= TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Follow_CallerCancels_Ends()
    {
        var id = await SubmitAsync();
        using var stop = new CancellationTokenSource();
        var seen = 0;

        await foreach (var job in _watcher.FollowAsync(id, stop.Token))
        {
            seen++;
            await stop.CancelAsync();
        }

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Follow_UnknownJob_EndsAtOnce() =>
        Assert.Empty(await _watcher.FollowAsync(JobId.New(_name, DateTimeOffset.UtcNow), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

    [Fact]
    public async Task Wait_TimeIsUp_AnswersWithTheJobAsItStands()
    {
        var id = await SubmitAsync();

        var job = await _watcher.WaitAsync(id, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        Assert.Equal(JobState.Queued, job!.State);
    }

    [Fact]
    public async Task Wait_Cancelled_AnswersWithTheJobAsItStands()
    {
        var id = await SubmitAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = _watcher.WaitAsync(id, Long, cancellation.Token);
        await cancellation.CancelAsync();

        Assert.Equal(JobState.Queued, (await waiting)!.State);
    }

    [Fact]
    public async Task Wait_EventIsLost_TheEndIsSeenAtTheNextLook()
    {
        var clock = new FakeTimeProvider();
        var watcher = new JobWatcher(new WiredStore().Connection, _queue, clock);
        var id = await SubmitAsync();
        var waiting = watcher.WaitAsync(id, TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
        var claimed = Assert.Single(await _queue.ClaimAsync(_name, 1, Long, "me"));
        await _queue.CompleteAsync(_name, [JobOutcome.Success(id, claimed.Token, RawJson.From(1))]);

        await Eventually.HoldsAsync(clock, TimeSpan.FromSeconds(1), () => Task.FromResult(waiting.IsCompleted), "the end is seen");

        Assert.Equal(JobState.Succeeded, (await waiting)!.State);
    }

    [Theory]
    [InlineData("succeeded")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task Wait_EventOfAnEnd_AnswersAtOnce(string end)
    {
        var store = new WiredStore();
        // Its clock stands still, so it does not look again by itself.
        var watcher = new JobWatcher(store.Connection, _queue, new FakeTimeProvider());
        var id = await SubmitAsync();
        var waiting = watcher.WaitAsync(id, Long, TestContext.Current.CancellationToken);
        var claimed = Assert.Single(await _queue.ClaimAsync(_name, 1, Long, "me"));
        await _queue.CompleteAsync(_name, [JobOutcome.Success(id, claimed.Token, RawJson.From(1))]);

        store.Send(new QueueKeys(_name).Events, $"queued {JobId.New(_name, DateTimeOffset.UtcNow)}\n{end} {id}");

        Assert.Equal(JobState.Succeeded, (await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))!.State);
    }

    [Fact]
    public async Task Wait_StoreWasAway_ListensWhenItIsBack()
    {
        var store = new WiredStore { Away = 1 };
        var watcher = new JobWatcher(store.Connection, _queue, TimeProvider.System);
        var id = await SubmitAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => watcher.WaitAsync(id, TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.NotNull(await watcher.WaitAsync(id, TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.True(store.IsListenedTo(new QueueKeys(_name).Events));
    }

    private async Task<JobId> SubmitAsync()
    {
        var job = new NewJob(JobId.New(_name, DateTimeOffset.UtcNow), "test", new RawJson(Encoding.UTF8.GetBytes("{}")));
        await _queue.SubmitAsync(_name, [job]);
        return job.Id;
    }
}
