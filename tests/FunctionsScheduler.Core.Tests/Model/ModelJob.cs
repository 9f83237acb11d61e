using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>A job as the specification has it. Times are ms since 1970.</summary>
internal sealed record ModelJob(string Id, int Priority, int MaxAttempts, long CreatedAt)
{
    public JobState State { get; init; }

    public long ReadyAt { get; init; }

    public long Token { get; init; }

    public int Attempt { get; init; }

    public double Progress { get; init; }

    public string Result { get; init; } = "";

    /// <summary>The type of the last attempt's error.</summary>
    public string Error { get; init; } = "";

    public long? FinishedAt { get; init; }

    public bool CalledOff { get; init; }

    public string Log { get; init; } = "";

    /// <summary>Its place among the waiting jobs, kept while it runs.</summary>
    public long Place { get; init; }

    public long LeaseExpiry { get; init; }

    /// <summary>The one index that must hold it.</summary>
    public string Home() => HomeOf(State);

    /// <summary>Its score there.</summary>
    public long HomeScore() => State switch
    {
        JobState.Queued => Place,
        JobState.Running => LeaseExpiry,
        JobState.Scheduled or JobState.Retrying => ReadyAt,
        _ => FinishedAt!.Value,
    };

    /// <summary>What can be seen of it in its own keys; the rest is in the indexes.</summary>
    public ModelJob Kept() => this with { Place = 0, LeaseExpiry = 0, FinishedAt = State.IsFinished() ? FinishedAt : null };

    public static string HomeOf(JobState state) => state switch
    {
        JobState.Queued => "waiting",
        JobState.Scheduled or JobState.Retrying => "delayed",
        _ => state.ToStoreName(),
    };
}
