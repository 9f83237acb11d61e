namespace FunctionsScheduler.Chaos.Ledger;

/// <summary>One call of a job to the target.</summary>
/// <param name="JobId">The job, as the call named it.</param>
/// <param name="Number">Which run of the job this is, from 1.</param>
/// <param name="Attempt">The attempt, as the call named it.</param>
/// <param name="StartedAt">When the call came in.</param>
internal sealed record JobRun(string JobId, int Number, int Attempt, TimeSpan StartedAt)
{
    /// <summary>What was answered; 0 while nothing was.</summary>
    public int Status { get; set; }

    /// <summary>When the caller went away before it had an answer.</summary>
    public TimeSpan? BrokenOffAt { get; set; }
}
