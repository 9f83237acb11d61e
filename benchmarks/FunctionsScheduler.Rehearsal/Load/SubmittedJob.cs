namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>A job the API has taken.</summary>
/// <param name="Job">What it does.</param>
/// <param name="Id">Its id.</param>
internal sealed record SubmittedJob(PlannedJob Job, string Id);
