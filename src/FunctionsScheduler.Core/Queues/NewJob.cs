using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>A job on its way into its queue.</summary>
/// <param name="Id">Its id. Submitting the same id again changes nothing.</param>
/// <param name="Type">Its type.</param>
/// <param name="Payload">What its handler is given.</param>
public sealed record NewJob(JobId Id, string Type, RawJson Payload)
{
    /// <summary>From 0 to 9; 9 goes first.</summary>
    public int Priority { get; init; }

    /// <summary>How long it is to wait before it is ready.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>When it is to become ready, in place of <see cref="Delay"/>.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>How many attempts it has in all.</summary>
    public int MaxAttempts { get; init; } = RetryPolicy.Default.MaxAttempts;

    /// <summary>Its own retry policy; null for its type's.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long one attempt may take; null for its type's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What its submission may be repeated under; null when it may not.</summary>
    public IdempotencyKey? IdempotencyKey { get; init; }

    /// <summary>The W3C traceparent of whoever submitted it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The job as it stands once the store has it.</summary>
    /// <param name="at">When the store took it.</param>
    public Job AcceptedAt(DateTimeOffset at)
    {
        var due = RunAt ?? at + Delay;
        return new Job
        {
            Id = Id.Value,
            Queue = Id.Queue,
            Type = Type,
            State = due > at ? JobState.Scheduled : JobState.Queued,
            Priority = Priority,
            Attempt = 0,
            MaxAttempts = MaxAttempts,
            Payload = Payload,
            Progress = 0,
            Tags = Tags,
            CreatedAt = at,
            RunAt = due > at ? due : at,
            TimeoutSeconds = Timeout?.TotalSeconds,
        };
    }
}
