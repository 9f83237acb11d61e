using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Scheduling;

/// <summary>Settings of the section <c>Retention</c>: how long finished jobs are kept, with their results, logs and artifacts.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>How long succeeded and cancelled jobs are kept.</summary>
    public TimeSpan Succeeded { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long dead letters are kept.</summary>
    public TimeSpan Failed { get; set; } = TimeSpan.FromDays(14);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Succeeded < TimeSpan.Zero)
            yield return new ValidationResult($"Retention:Succeeded is {Succeeded}; it must not be negative.");
        if (Failed < TimeSpan.Zero)
            yield return new ValidationResult($"Retention:Failed is {Failed}; it must not be negative.");
    }
}
