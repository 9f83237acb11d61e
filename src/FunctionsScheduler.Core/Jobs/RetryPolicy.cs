namespace FunctionsScheduler.Jobs;

/// <summary>How often a failed job is tried again, and when.</summary>
public sealed record RetryPolicy
{
    /// <summary>Four attempts, ten seconds apart: the defaults of the platform this one replaces.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>Attempts in all, the first included; 1 means no retry.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>How the delay grows.</summary>
    public RetryStrategy Strategy { get; init; } = RetryStrategy.Fixed;

    /// <summary>The delay before the first retry.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest a delay may grow to.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether the delay is drawn evenly from between half of it and all of it, so that jobs that failed together do not come back together
    /// ("equal jitter": M. Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015).
    /// </summary>
    public bool Jitter { get; init; }

    /// <summary>The delay after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">A draw from [0, 1); used only with <see cref="Jitter"/>.</param>
    public TimeSpan DelayAfter(int attempt, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var growth = Strategy == RetryStrategy.Exponential ? Math.Pow(2, attempt - 1) : 1;
        var seconds = Math.Min(Delay.TotalSeconds * growth, MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(Jitter ? seconds / 2 * (1 + random) : seconds);
    }
}
