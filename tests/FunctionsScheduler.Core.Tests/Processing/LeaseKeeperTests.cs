using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class LeaseKeeperTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly LeaseKeeper _leases;
    private readonly RunningJob _job;

    public LeaseKeeperTests()
    {
        _leases = new LeaseKeeper(new JobQueue(Mock.Of<IConnectionMultiplexer>(), _clock), Lease, _clock, NullLogger.Instance);
        var claim = new ClaimedJob(JobId.New("queue", _clock.GetUtcNow()), 1, new JobSpec("test", 4, null, null, null), 1, default, _clock.GetUtcNow());
        _job = new RunningJob(claim, TimeSpan.FromHours(1), Mock.Of<IArtifactStore>(), _clock);
    }

    public void Dispose() => _job.Dispose();

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
}
