using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Core.Tests.Diagnostics;
using FunctionsScheduler.Core.Tests.Queues;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Time.Testing;
using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class LeaseKeeperTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<LeaseKeeper> _log = new();
    private readonly List<RedisValue[]> _asked = [];
    private readonly LeaseKeeper _leases;
    private readonly RunningJob _job;
    private readonly RunningJob _other;
    private Func<RedisResult> _answer = static () => ScriptedStore.Numbers((int)LeaseState.Renewed);

    public LeaseKeeperTests()
    {
        var store = ScriptedStore.Answering(arguments =>
        {
            _asked.Add(arguments);
            return _answer();
        });
        _leases = new LeaseKeeper(new JobQueue(store, _clock), Lease, _clock, _log);
        (_job, _other) = (Running("queue"), Running("other"));
    }

    public void Dispose()
    {
        _job.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void LoseExpiring_LeaseThatCannotBeRenewed_StopsTheJobBeforeItEnds()
    {
        for (var second = 1; second <= 14; second++)
        {
            Assert.Equal(StopReason.None, _job.StopReason);
            _clock.Advance(Second);
            _leases.LoseExpiring([_job]);
        }

        Assert.Equal(StopReason.LeaseLost, _job.StopReason);
        Assert.True(_job.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public void LoseExpiring_ProcessStoodStill_MayRenewFirst()
    {
        _clock.Advance(Second * 14);
        _leases.LoseExpiring([_job]);
        _job.LeasedAt = _clock.GetTimestamp();
        _clock.Advance(Second);
        _leases.LoseExpiring([_job]);

        Assert.Equal(StopReason.None, _job.StopReason);
    }

    [Fact]
    public void LoseExpiring_FourFifthsOfALeaseHavePassed_IsTheLastMomentToRunOn()
    {
        _clock.Advance(Second * 12);
        _leases.LoseExpiring([_job]);
        _leases.LoseExpiring([_job]);
        Assert.Equal(StopReason.None, _job.StopReason);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _leases.LoseExpiring([_job]);
        Assert.Equal(StopReason.None, _job.StopReason);
        _leases.LoseExpiring([_job]);

        Assert.Equal(StopReason.LeaseLost, _job.StopReason);
    }

    [Fact]
    public async Task Lose_LeaseThatIsLostTwice_IsSaidAndCountedOnce()
    {
        var name = StoreFixture.NewQueue();
        using var job = Running(name);
        using var measured = new QueueMeasurements(name);
        _answer = static () => ScriptedStore.Numbers((int)LeaseState.Lost);

        await _leases.RenewAsync([job]);
        await _leases.RenewAsync([job]);

        Assert.Equal([$"Warning: The lease of job {job.Id} is lost; its handler is told to stop."], _log.Lines);
        Assert.Equal([KeyValuePair.Create("functionsscheduler.leases.lost", 1L)], measured.Totals);
    }

    [Fact]
    public async Task Renew_Renewed_CountsFromTheMomentItWasAskedFor()
    {
        _clock.Advance(Second * 5);
        var asked = _clock.GetTimestamp();
        _answer = () =>
        {
            _clock.Advance(Second);
            return ScriptedStore.Numbers((int)LeaseState.Renewed);
        };

        await _leases.RenewAsync([_job]);

        Assert.Equal((asked, StopReason.None), (_job.LeasedAt, _job.StopReason));
    }

    [Fact]
    public async Task Renew_SomeLostOrCalledOff_OnlyThoseAreStopped()
    {
        using var third = Running("queue");
        using var fourth = Running("queue");
        _clock.Advance(Second * 5);
        _answer = static () => ScriptedStore.Numbers((int)LeaseState.Renewed, (int)LeaseState.Lost, (int)LeaseState.CalledOff);

        await _leases.RenewAsync([_job, third, fourth]);

        Assert.Equal([StopReason.None, StopReason.LeaseLost, StopReason.CalledOff], new[] { _job, third, fourth }.Select(static job => job.StopReason));
        // Until it has stopped, the lease of a job that is called off is this worker's.
        Assert.Equal(_clock.GetTimestamp(), fourth.LeasedAt);
    }

    [Fact]
    public async Task Renew_JobsOfSeveralQueues_AskEachQueueOnce()
    {
        using var third = Running("queue");
        _answer = () => ScriptedStore.Numbers(Enumerable.Repeat((int)LeaseState.Renewed, (_asked[^1].Length - 2) / 2));

        await _leases.RenewAsync([_job, _other, third]);

        Assert.Equal([[_job.Id.Value, third.Id.Value], [_other.Id.Value]], _asked.Select(static arguments => arguments.Skip(2).Where(static (_, i) => i % 2 == 0).Select(static id => (string)id!)));
        Assert.All(_asked, static arguments => Assert.Equal(15_000, arguments[1]));
    }

    [Fact]
    public async Task Renew_StoreAway_LeavesEverythingAsItIs()
    {
        var leased = _job.LeasedAt;
        _clock.Advance(Second * 5);
        _answer = static () => throw ScriptedStore.Away();

        await _leases.RenewAsync([_job]);

        Assert.Equal((leased, StopReason.None), (_job.LeasedAt, _job.StopReason));
    }

    private RunningJob Running(string queue)
    {
        var claim = new ClaimedJob(JobId.New(queue, _clock.GetUtcNow()), 1, new JobSpec("test", 4, null, null, null), 1, default, _clock.GetUtcNow());
        return new RunningJob(claim, TimeSpan.FromHours(1), Mock.Of<IArtifactStore>(), _clock);
    }
}
