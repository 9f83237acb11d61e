using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class RunningJobTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 67, TimeSpan.Zero));
    private readonly RunningJob _job;

    public RunningJobTests()
    {
        var claim = new ClaimedJob(JobId.New("queue", _clock.GetUtcNow()), 1, new JobSpec("test", 4, null, null, null), 1, default, _clock.GetUtcNow());
        _job = new RunningJob(claim, Timeout, Mock.Of<IArtifactStore>(), _clock);
    }

    public void Dispose() => _job.Dispose();

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(12.3456, 12.35)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 100)]
    public void ReportProgress_AnyNumber_IsKeptBetween0And100(double reported, double kept)
    {
        _job.ReportProgress(reported);

        Assert.True(_job.TryTakeReport(out var progress, out _));
        Assert.Equal(kept, progress);
    }

    [Fact]
    public void TryTakeReport_EachReport_IsTakenOnce()
    {
        Assert.False(_job.TryTakeReport(out _, out _));
        _job.ReportProgress(1);
        _job.ReportProgress(2);
        Assert.True(_job.TryTakeReport(out var progress, out var lines));
        Assert.Equal(2, progress);
        Assert.Empty(lines);
        _job.Log("a");
        _job.Log("b");

        Assert.True(_job.TryTakeReport(out progress, out lines));

        Assert.Null(progress);
        Assert.Equal(["2026-01-02T03:04:05.067Z a", "2026-01-02T03:04:05.067Z b"], lines);
        Assert.False(_job.TryTakeReport(out _, out _));
    }

    [Fact]
    public void Log_MoreLinesThanAreKept_TheOldestGo()
    {
        for (var i = 0; i < JobQueue.LogLines + 2; i++)
            _job.Log($"line {i}");

        Assert.True(_job.TryTakeReport(out _, out var lines));
        Assert.Equal(JobQueue.LogLines, lines.Count);
        Assert.EndsWith(" line 2", lines.First(), StringComparison.Ordinal);
        Assert.EndsWith($" line {JobQueue.LogLines + 1}", lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_Null_IsTheHandlersMistake()
    {
        Assert.Throws<ArgumentNullException>(() => _job.Log(null!));
        Assert.False(_job.TryTakeReport(out _, out _));
    }

    [Fact]
    public void Deadline_TimeIsUp_StopsTheHandler()
    {
        Assert.Equal(_clock.GetUtcNow() + Timeout, _job.Deadline);
        _clock.Advance(Timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(_job.CancellationToken.IsCancellationRequested);

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(_job.CancellationToken.IsCancellationRequested);
        Assert.Equal(StopReason.None, _job.StopReason);
    }

    [Fact]
    public void Stop_Twice_TheFirstReasonStands()
    {
        _job.Stop(StopReason.CalledOff);
        _job.Stop(StopReason.Drain);

        Assert.Equal(StopReason.CalledOff, _job.StopReason);
        Assert.True(_job.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public void Stop_TimeIsUpAlready_ItIsStillATimeout()
    {
        _clock.Advance(Timeout);

        _job.Stop(StopReason.Drain);

        Assert.Equal(StopReason.None, _job.StopReason);
    }

    [Fact]
    public void Stop_HandlerHasJustReturned_DoesNoHarm()
    {
        _job.Dispose();

        _job.Stop(StopReason.LeaseLost);

        Assert.False(_job.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public void TrySettle_OnlyTheFirst_MayTellTheOutcome()
    {
        Assert.True(_job.TrySettle());
        Assert.False(_job.TrySettle());
    }
}
