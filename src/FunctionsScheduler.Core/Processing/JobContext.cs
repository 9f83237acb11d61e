using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Processing;

/// <summary>What a handler knows of the attempt it serves, and its line back to the platform.</summary>
public abstract class JobContext
{
    /// <summary>The job.</summary>
    public abstract JobId Id { get; }

    /// <summary>Which attempt this is, from 1.</summary>
    public abstract int Attempt { get; }

    /// <summary>How many attempts the job has in all.</summary>
    public abstract int MaxAttempts { get; }

    /// <summary>When this attempt times out.</summary>
    public abstract DateTimeOffset Deadline { get; }

    /// <summary>Files that live as long as the job.</summary>
    public abstract JobArtifacts Artifacts { get; }

    /// <summary>Fires on timeout, cancel, a lost lease and drain. A handler that heeds it stops soon after.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>Tells how far the job is. Cheap: only the newest value is sent, a few times a second.</summary>
    /// <param name="percent">From 0 to 100; values outside are clamped.</param>
    public abstract void ReportProgress(double percent);

    /// <summary>Adds a line to the job's own log, which clients can read. The oldest lines go first past 1,000.</summary>
    public abstract void Log(string message);
}
