using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>How an attempt ended.</summary>
/// <param name="Id">The job.</param>
/// <param name="Token">The fencing token of the claim.</param>
/// <param name="State">
/// <see cref="JobState.Succeeded"/>, <see cref="JobState.Failed"/>, <see cref="JobState.Retrying"/>, <see cref="JobState.Cancelled"/>,
/// or <see cref="JobState.Queued"/> for a job given back unfinished, whose attempt does not count.
/// </param>
public readonly record struct JobOutcome(JobId Id, long Token, JobState State)
{
    /// <summary>The result of a success.</summary>
    public RawJson Result { get; private init; }

    /// <summary>What went wrong, for a failure or a retry.</summary>
    public JobError? Error { get; private init; }

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>The attempt succeeded.</summary>
    public static JobOutcome Success(JobId id, long token, RawJson result) => new(id, token, JobState.Succeeded) { Result = result };

    /// <summary>The attempt failed, and there is no other.</summary>
    public static JobOutcome Failure(JobId id, long token, JobError error) => new(id, token, JobState.Failed) { Error = error };

    /// <summary>The attempt failed; another follows after a delay.</summary>
    public static JobOutcome Retry(JobId id, long token, JobError error, TimeSpan delay) =>
        new(id, token, JobState.Retrying) { Error = error, Delay = delay };

    /// <summary>The attempt stopped because the job was called off.</summary>
    public static JobOutcome Cancel(JobId id, long token) => new(id, token, JobState.Cancelled);

    /// <summary>The worker stops before the attempt is over.</summary>
    public static JobOutcome GiveBack(JobId id, long token) => new(id, token, JobState.Queued);
}
