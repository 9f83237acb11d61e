namespace FunctionsScheduler.Chaos;

/// <summary>How long, how hard and on what chaos runs.</summary>
internal sealed record ChaosSettings
{
    /// <summary>Draws the jobs and the faults: the same seed makes the same schedule.</summary>
    public int Seed { get; init; } = Random.Shared.Next(1, 1_000_000);

    /// <summary>How long faults go on, at least: every kind comes at least once.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(15);

    public int Workers { get; init; } = 4;

    public int Apis { get; init; } = 2;

    /// <summary>Jobs a worker runs at a time.</summary>
    public int Slots { get; init; } = 16;

    public double JobsPerSecond { get; init; } = 200;

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a job is submitted that kills its worker.</summary>
    public TimeSpan PoisonInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From one fault of a worker or an API to the next, on average.</summary>
    public TimeSpan ProcessFaultInterval { get; init; } = TimeSpan.FromSeconds(3.5);

    /// <summary>From the end of one fault of Redis to the next, on average.</summary>
    public TimeSpan StoreFaultInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long Redis stays away in the outages whose figures are judged.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether a submission is acknowledged only when the replica has it (<c>Redis:WaitForReplicas</c>). Without, submissions pause while a
    /// primary is killed for good: what only it had acknowledged would be lost by nature.
    /// </summary>
    public bool WaitForReplicas { get; init; }

    /// <summary>Where the output of all processes goes; null for nowhere.</summary>
    public string? LogDirectory { get; init; }
}
