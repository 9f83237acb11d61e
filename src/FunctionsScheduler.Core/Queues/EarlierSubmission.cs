using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>The job that was submitted before with the same idempotency key.</summary>
/// <param name="Id">Its id; null when something else was submitted then.</param>
/// <param name="At">When the store took it.</param>
public readonly record struct EarlierSubmission(JobId? Id, DateTimeOffset At);
