using System.ComponentModel;

namespace FunctionsScheduler.Jobs;

/// <summary>What a client asks for when it submits a job.</summary>
public sealed record JobSubmission
{
    /// <summary>The job's type: <c>data</c>, <c>image</c>, <c>http</c>, or one the host registered.</summary>
    public string? Type { get; init; }

    /// <summary>What the job's handler is given; which fields there are is up to the type.</summary>
    public RawJson? Payload { get; init; }

    /// <summary>The queue; the type's own when left out.</summary>
    public string? Queue { get; init; }

    /// <summary>From 0 to 9; 9 goes first.</summary>
    [DefaultValue(0)]
    public int Priority { get; init; }

    /// <summary>How many seconds to wait before the job is ready; not together with <c>runAt</c>.</summary>
    public double? DelaySeconds { get; init; }

    /// <summary>When the job is to become ready; not together with <c>delaySeconds</c>. A time that has passed means now.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>How many seconds one attempt may take; the type's own when left out.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>How failed attempts are tried again; what is left out is as the type has it.</summary>
    public RetrySubmission? Retry { get; init; }

    /// <summary>Words to find the job by: up to 20, of up to 100 characters each.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
