namespace FunctionsScheduler.Jobs;

/// <summary>How the jobs of a type are retried and timed, unless a submission says otherwise.</summary>
public sealed record JobTypeOptions
{
    /// <summary>When failed jobs are tried again.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>How long one attempt may take; null for the platform's default (<c>Jobs:Timeout</c>).</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Exceptions that no further attempt would mend, with all that derive from them.</summary>
    public IReadOnlyList<Type> FinalErrors { get; init; } = [];
}
