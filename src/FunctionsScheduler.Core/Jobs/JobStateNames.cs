namespace FunctionsScheduler.Jobs;

/// <summary>States as they are written in the store, and in the vocabulary of the FastAPI and Celery platform.</summary>
public static class JobStateNames
{
    /// <summary>The state for its name in the store.</summary>
    /// <exception cref="FormatException">There is no such state.</exception>
    public static JobState Parse(string name) => name switch
    {
        "queued" => JobState.Queued,
        "scheduled" => JobState.Scheduled,
        "running" => JobState.Running,
        "retrying" => JobState.Retrying,
        "succeeded" => JobState.Succeeded,
        "failed" => JobState.Failed,
        "cancelled" => JobState.Cancelled,
        _ => throw new FormatException($"'{name}' is not a job state."),
    };

    /// <summary>The state's name in the store, which is also the name of the index of a finished state.</summary>
    public static string ToStoreName(this JobState state) => state switch
    {
        JobState.Queued => "queued",
        JobState.Scheduled => "scheduled",
        JobState.Running => "running",
        JobState.Retrying => "retrying",
        JobState.Succeeded => "succeeded",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>The state in Celery's words: PENDING, STARTED, RETRY, SUCCESS, FAILURE or REVOKED.</summary>
    public static string ToCelery(this JobState state) => state switch
    {
        JobState.Queued or JobState.Scheduled => "PENDING",
        JobState.Running => "STARTED",
        JobState.Retrying => "RETRY",
        JobState.Succeeded => "SUCCESS",
        JobState.Failed => "FAILURE",
        JobState.Cancelled => "REVOKED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>Whether the job is over: nothing will run it again by itself.</summary>
    public static bool IsFinished(this JobState state) => state is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}
