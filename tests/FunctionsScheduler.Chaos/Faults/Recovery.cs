namespace FunctionsScheduler.Chaos.Faults;

/// <summary>How the platform came back after a fault of Redis.</summary>
/// <param name="Kind">What had gone wrong.</param>
/// <param name="From">When it began.</param>
/// <param name="Back">When Redis could be used again.</param>
/// <param name="Accepted">When the first submission was accepted after that; null when none was for long.</param>
/// <param name="Ran">When the first job started after that; null when none did for long.</param>
internal sealed record Recovery(FaultKind Kind, TimeSpan From, TimeSpan Back, TimeSpan? Accepted, TimeSpan? Ran)
{
    /// <summary>How long one waits for a recovery.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public TimeSpan UntilAccepted => Accepted - Back ?? Limit;

    public TimeSpan UntilRan => Ran - Back ?? Limit;
}
