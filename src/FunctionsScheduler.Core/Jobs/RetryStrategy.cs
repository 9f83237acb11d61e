namespace FunctionsScheduler.Jobs;

/// <summary>How the delay grows from one retry to the next.</summary>
public enum RetryStrategy
{
    /// <summary>The same delay every time.</summary>
    Fixed,

    /// <summary>The delay doubles every time.</summary>
    Exponential,
}
