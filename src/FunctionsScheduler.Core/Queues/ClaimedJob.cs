using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>A job as its worker gets it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Token">The fencing token of this claim: whatever is said of the job must carry it.</param>
/// <param name="Spec">What its submission fixed.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="Payload">What its handler is given.</param>
/// <param name="ReadyAt">Since when it has been ready.</param>
public sealed record ClaimedJob(JobId Id, long Token, JobSpec Spec, int Attempt, RawJson Payload, DateTimeOffset ReadyAt)
{
    /// <summary>Its type.</summary>
    public string Type => Spec.Type;
}
