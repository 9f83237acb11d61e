namespace FunctionsScheduler.Jobs;

/// <summary>What a submission may ask for.</summary>
public static class SubmissionLimits
{
    /// <summary>The highest priority.</summary>
    public const int MaxPriority = 9;

    /// <summary>The most attempts a job may have.</summary>
    public const int MaxAttempts = 100;

    /// <summary>The most tags a job may have.</summary>
    public const int MaxTags = 20;

    /// <summary>The longest a tag may be, in characters.</summary>
    public const int MaxTagLength = 100;

    /// <summary>How far ahead a job may be scheduled, or retried.</summary>
    public static TimeSpan MaxDelay { get; } = TimeSpan.FromDays(366);

    /// <summary>The longest one attempt may take.</summary>
    public static TimeSpan MaxTimeout { get; } = TimeSpan.FromDays(7);
}
