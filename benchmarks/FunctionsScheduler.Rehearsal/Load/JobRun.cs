namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>A call of a job to the target: one run of its handler.</summary>
/// <param name="Began">When it came.</param>
internal sealed record JobRun(TimeSpan Began)
{
    /// <summary>When it was answered, if it was.</summary>
    public TimeSpan? Answered { get; set; }

    /// <summary>When its worker went away before the answer, if it did.</summary>
    public TimeSpan? BrokenOff { get; set; }
}
