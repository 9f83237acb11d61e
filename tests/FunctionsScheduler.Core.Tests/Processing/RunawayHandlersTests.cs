using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class RunawayHandlersTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RunawayHandlers _runaways;
    private readonly RunningJob _job;

    public RunawayHandlersTests()
    {
        _runaways = new RunawayHandlers(1, Lease, _clock);
        var claim = new ClaimedJob(JobId.New("queue", _clock.GetUtcNow()), 1, new JobSpec("test", 4, null, null, null), 1, default, _clock.GetUtcNow());
        _job = new RunningJob(claim, Timeout, Mock.Of<IArtifactStore>(), _clock);
    }

    public void Dispose() => _job.Dispose();

    [Fact]
    public void IsOne_LeaseLost_WhenTheLeaseIsOverAndSomeTimeMore()
    {
        _job.Stop(StopReason.LeaseLost);

        _clock.Advance(Lease + RunawayHandlers.Grace - Millisecond);
        Assert.False(_runaways.IsOne(_job));
        _clock.Advance(Millisecond);

        Assert.True(_runaways.IsOne(_job));
    }

    [Fact]
    public void IsOne_TimeIsUp_WhenTheDeadlineIsOverAndSomeTimeMore()
    {
        _clock.Advance(Timeout + RunawayHandlers.Grace - Millisecond);
        Assert.False(_runaways.IsOne(_job));
        _clock.Advance(Millisecond);

        Assert.True(_runaways.IsOne(_job));
    }

    [Fact]
    public void IsOne_Drain_Never()
    {
        _job.Stop(StopReason.Drain);

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.False(_runaways.IsOne(_job));
    }
}
