using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Queues;

/// <summary>Settings below <c>Redis</c>: what must be true of a job before its submission is acknowledged.</summary>
public sealed class DurabilityOptions : IValidatableObject
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(4);

    /// <summary>How many replicas must have the job.</summary>
    public int WaitForReplicas { get; set; }

    /// <summary>Whether the job must be in the append-only file on the primary's disk. Needs Redis 7.2 or newer.</summary>
    public bool WaitForAof { get; set; }

    /// <summary>How long to wait for either. After that the submission is answered with 503, though the job may be there.</summary>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether there is anything to wait for.</summary>
    internal bool Any => WaitForReplicas > 0 || WaitForAof;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WaitForReplicas is < 0 or > 10)
            yield return new ValidationResult($"Redis:WaitForReplicas is {WaitForReplicas}; it must be from 0 to 10.");
        if (WaitTimeout < TimeSpan.FromMilliseconds(10) || WaitTimeout > MaxTimeout)
            yield return new ValidationResult($"Redis:WaitTimeout is {WaitTimeout}; it must be from 00:00:00.010 to {MaxTimeout}.");
    }
}
