using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>A job taken back from a worker that is gone.</summary>
/// <param name="Id">The job.</param>
/// <param name="State">What became of it: <see cref="JobState.Queued"/>, or <see cref="JobState.Failed"/> when its attempts are used up.</param>
public readonly record struct LostJob(JobId Id, JobState State);
