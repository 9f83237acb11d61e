using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>A job as its worker gets it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Token">The fencing token of this claim: whatever is said of the job must carry it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Payload">What its handler is given.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="MaxAttempts">How many there are in all.</param>
/// <param name="Timeout">How long the attempt may take; null for the type's.</param>
/// <param name="Retry">The job's own retry policy; null for the type's.</param>
/// <param name="TraceParent">The W3C traceparent of whoever submitted it.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="ReadyAt">Since when it has been ready.</param>
public sealed record ClaimedJob(
    JobId Id,
    long Token,
    string Type,
    RawJson Payload,
    int Attempt,
    int MaxAttempts,
    TimeSpan? Timeout,
    RetryPolicy? Retry,
    string? TraceParent,
    DateTimeOffset CreatedAt,
    DateTimeOffset ReadyAt);
