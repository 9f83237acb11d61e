using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Processing;

/// <summary>Settings of the section <c>Jobs</c>.</summary>
public sealed class JobOptions : IValidatableObject
{
    /// <summary>The queues there are, separated by commas. A job for another is refused.</summary>
    public string Queues { get; set; } = "data,image,http";

    /// <summary>How many jobs a process runs at a time.</summary>
    public int MaxConcurrentJobs { get; set; } = 16;

    /// <summary>How long a claimed job is a worker's without a sign of life. Renewed every third of it.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one attempt may take, unless the job or its type says otherwise.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long running jobs may go on when a process is told to stop; what is not done by then is given back.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the sweeper looks for jobs that have come due; their start can be late by as much.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The largest result a job may have, in bytes of JSON; more belongs into an artifact.</summary>
    public int MaxResultBytes { get; set; } = 1024 * 1024;

    /// <summary>The names in <see cref="Queues"/>.</summary>
    public IReadOnlyList<string> QueueNames =>
        [.. Queues.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (QueueNames.Count == 0 || QueueNames.Any(static name => !QueueName.IsValid(name)))
            yield return new ValidationResult($"Jobs:Queues is '{Queues}'; it must be names of letters, digits, '-' and '_', separated by commas.");
        if (MaxConcurrentJobs is < 1 or > 10_000)
            yield return new ValidationResult($"Jobs:MaxConcurrentJobs is {MaxConcurrentJobs}; it must be from 1 to 10000.");
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Jobs:Lease is {Lease}; it must be from 00:00:01 to 01:00:00.");
        if (Timeout <= TimeSpan.Zero || Timeout > SubmissionLimits.MaxTimeout)
            yield return new ValidationResult($"Jobs:Timeout is {Timeout}; it must be more than 0 and at most {SubmissionLimits.MaxTimeout}.");
        if (DrainTimeout < TimeSpan.Zero || DrainTimeout > TimeSpan.FromDays(1))
            yield return new ValidationResult($"Jobs:DrainTimeout is {DrainTimeout}; it must be from 00:00:00 to 1.00:00:00.");
        if (SweepInterval < TimeSpan.FromMilliseconds(10) || SweepInterval > TimeSpan.FromMinutes(1))
            yield return new ValidationResult($"Jobs:SweepInterval is {SweepInterval}; it must be from 00:00:00.010 to 00:01:00.");
        if (MaxResultBytes is < 1024 or > 64 * 1024 * 1024)
            yield return new ValidationResult($"Jobs:MaxResultBytes is {MaxResultBytes}; it must be from 1024 to 67108864.");
    }
}
