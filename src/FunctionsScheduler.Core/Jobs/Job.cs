namespace FunctionsScheduler.Jobs;

/// <summary>A job as it stands now.</summary>
public sealed record Job
{
    /// <summary>Its id: the queue, a dot, and a ULID.</summary>
    public required string Id { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Its queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>From 0 to 9; 9 goes first.</summary>
    public required int Priority { get; init; }

    /// <summary>How many attempts have begun.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many attempts it has in all.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>What it was submitted with.</summary>
    public required RawJson Payload { get; init; }

    /// <summary>What its handler answered.</summary>
    public RawJson? Result { get; init; }

    /// <summary>What went wrong in the last failed attempt; null once the job has succeeded.</summary>
    public JobError? Error { get; init; }

    /// <summary>How far it is, from 0 to 100.</summary>
    public required double Progress { get; init; }

    /// <summary>Words to find it by.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is, or from when it will be, ready to run.</summary>
    public required DateTimeOffset RunAt { get; init; }

    /// <summary>When its last attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The worker of its last attempt.</summary>
    public string? Worker { get; init; }

    /// <summary>How long one attempt may take, in seconds; null for its type's.</summary>
    public double? TimeoutSeconds { get; init; }
}
