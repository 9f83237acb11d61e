using System.Text.Json.Serialization;

namespace FunctionsScheduler.Jobs;

/// <summary>Where a job is in its life.</summary>
[JsonConverter(typeof(JobStateConverter))]
public enum JobState
{
    /// <summary>Ready, waits for a free slot.</summary>
    Queued,

    /// <summary>Due later, by its own wish.</summary>
    Scheduled,

    /// <summary>Claimed by a worker under a lease.</summary>
    Running,

    /// <summary>Failed, due again later.</summary>
    Retrying,

    /// <summary>Finished, with a result.</summary>
    Succeeded,

    /// <summary>Out of attempts, or failed for good: a dead letter.</summary>
    Failed,

    /// <summary>Called off.</summary>
    Cancelled,
}
