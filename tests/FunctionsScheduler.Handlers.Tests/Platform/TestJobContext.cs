using System.Collections.Concurrent;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Tests.Platform;

internal sealed class TestJobContext(CancellationToken cancellationToken) : JobContext
{
    private readonly ConcurrentQueue<double> _progress = [];
    private readonly TaskCompletionSource _progressed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestJobContext()
        : this(TestContext.Current.CancellationToken)
    {
    }

    public InMemoryArtifactStore Store { get; init; } = new();

    public override JobId Id { get; } = JobId.New("test", DateTimeOffset.UnixEpoch);

    public override int Attempt => 2;

    public override int MaxAttempts => 4;

    public override DateTimeOffset Deadline => DateTimeOffset.MaxValue;

    public override JobArtifacts Artifacts => new(Store, Id);

    public override CancellationToken CancellationToken => cancellationToken;

    /// <summary>Every progress that was reported, in order.</summary>
    public IReadOnlyList<double> Progress => [.. _progress];

    /// <summary>Done when progress was reported for the first time.</summary>
    public Task Progressed => _progressed.Task;

    public override void ReportProgress(double percent)
    {
        _progress.Enqueue(percent);
        _progressed.TrySetResult();
    }

    public override void Log(string message)
    {
    }
}
