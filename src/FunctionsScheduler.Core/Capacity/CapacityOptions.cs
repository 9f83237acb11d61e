using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Capacity;

/// <summary>Settings of the section <c>Limits</c> that concern the store.</summary>
public sealed class CapacityOptions : IValidatableObject
{
    /// <summary>From how full a store on no more jobs are taken, in percent of its memory. Jobs that are still to run count with what their run will add.</summary>
    public int StoreFullPercent { get; set; } = 85;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (StoreFullPercent is < 10 or > 95)
            yield return new ValidationResult($"Limits:StoreFullPercent is {StoreFullPercent}; it must be from 10 to 95.");
    }
}
