using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Api.Requests;

/// <summary>Settings of the section <c>Limits</c>.</summary>
public sealed class LimitsOptions : IValidatableObject
{
    /// <summary>The largest payload of a job, in bytes of JSON; larger ones get 413.</summary>
    public int PayloadBytes { get; set; } = 256 * 1024;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PayloadBytes is < 1024 or > 64 * 1024 * 1024)
            yield return new ValidationResult($"Limits:PayloadBytes is {PayloadBytes}; it must be from 1024 to 67108864.");
    }
}
