using System.Globalization;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Processing;

/// <summary>A job in a slot of this process: the handler's context, and the pump's record of it.</summary>
internal sealed class RunningJob : JobContext, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop;
    private readonly Lock _lock = new();
    private List<string> _lines = [];
    private double? _progress;
    private int _settled;

    public RunningJob(ClaimedJob claim, TimeSpan timeout, IArtifactStore artifacts, TimeProvider clock)
    {
        Claim = claim;
        StartedAt = LeasedAt = clock.GetTimestamp();
        Deadline = clock.GetUtcNow() + timeout;
        Artifacts = new JobArtifacts(artifacts, claim.Id);
        _clock = clock;
        _stop = new CancellationTokenSource(timeout, clock);
        CancellationToken = _stop.Token;
    }

    public ClaimedJob Claim { get; }

    /// <summary>Timestamp of the clock at which the attempt began.</summary>
    public long StartedAt { get; }

    /// <summary>Timestamp of the clock at which the lease was last asked for and got.</summary>
    public long LeasedAt { get; set; }

    /// <summary>Whether the lease was about to run out at the last look.</summary>
    public bool IsExpiring { get; set; }

    /// <summary>Whether the handler has returned.</summary>
    public bool HasReturned { get; set; }

    public StopReason StopReason { get; private set; }

    public Lease Lease => new(Claim.Id, Claim.Token);

    public override JobId Id => Claim.Id;

    public override int Attempt => Claim.Attempt;

    public override int MaxAttempts => Claim.Spec.MaxAttempts;

    public override DateTimeOffset Deadline { get; }

    public override JobArtifacts Artifacts { get; }

    public override CancellationToken CancellationToken { get; }

    public override void ReportProgress(double percent)
    {
        lock (_lock)
            _progress = double.IsNaN(percent) ? 0 : Math.Round(Math.Clamp(percent, 0, 100), 2);
    }

    public override void Log(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (_lock)
        {
            if (_lines.Count == JobQueue.LogLines)
                _lines.RemoveAt(0);
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {message}"));
        }
    }

    /// <summary>Takes what was reported since the last call.</summary>
    public bool TryTakeReport(out double? progress, out IReadOnlyCollection<string> lines)
    {
        lock (_lock)
        {
            (progress, _progress) = (_progress, null);
            lines = _lines;
            if (_lines.Count > 0)
                _lines = [];
            return progress is not null || lines.Count > 0;
        }
    }

    /// <summary>The right to say how the attempt ended: the first who asks has it.</summary>
    public bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    /// <summary>Tells the handler to stop.</summary>
    public void Stop(StopReason reason)
    {
        lock (_lock)
        {
            if (StopReason != StopReason.None || _stop.IsCancellationRequested)
                return;
            StopReason = reason;
        }
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The handler returned at this very moment.
        }
    }

    public void Dispose() => _stop.Dispose();
}
