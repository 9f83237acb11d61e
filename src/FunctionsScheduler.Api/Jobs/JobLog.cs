namespace FunctionsScheduler.Api.Jobs;

/// <summary>What a job's handler wrote.</summary>
/// <param name="Lines">The lines, oldest first, each beginning with its time; the newest 1,000 are kept.</param>
internal sealed record JobLog(IReadOnlyList<string> Lines);
