namespace FunctionsScheduler.Jobs;

/// <summary>What a client wants changed of a type's retry policy.</summary>
public sealed record RetrySubmission
{
    /// <summary>Attempts in all, from 1 (no retry) to 100.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How the delay grows.</summary>
    public RetryStrategy? Strategy { get; init; }

    /// <summary>Seconds before the first retry.</summary>
    public double? DelaySeconds { get; init; }

    /// <summary>The longest a delay may grow to, in seconds.</summary>
    public double? MaxDelaySeconds { get; init; }

    /// <summary>Whether delays are drawn at random between half and all of their length.</summary>
    public bool? Jitter { get; init; }

    /// <summary>The policy that results.</summary>
    internal RetryPolicy ApplyTo(RetryPolicy policy)
    {
        var delay = DelaySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : policy.Delay;
        var maxDelay = MaxDelaySeconds is { } most ? TimeSpan.FromSeconds(most) : policy.MaxDelay;
        return new RetryPolicy
        {
            MaxAttempts = MaxAttempts ?? policy.MaxAttempts,
            Strategy = Strategy ?? policy.Strategy,
            Delay = delay,
            // A longer delay without a word on its cap is meant as it is.
            MaxDelay = MaxDelaySeconds is null && delay > maxDelay ? delay : maxDelay,
            Jitter = Jitter ?? policy.Jitter,
        };
    }
}
