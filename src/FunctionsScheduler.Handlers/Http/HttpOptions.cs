using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Handlers.Http;

/// <summary>Limits of the <c>http</c> job. Section <c>Http</c>.</summary>
public sealed class HttpOptions : IValidatableObject
{
    internal const string Section = "Http";
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>How much of an answer's body is kept as the job's result, in bytes after decompression; 64 KiB unless set.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxBodyBytes is < 0 or > Largest)
            yield return new ValidationResult($"Http:MaxBodyBytes must be from 0 to {Largest} bytes, not {MaxBodyBytes}.");
    }
}
