using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>A worker's hold on a job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Token">The fencing token of the claim.</param>
public readonly record struct Lease(JobId Id, long Token);
