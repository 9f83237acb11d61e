using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>Limits of the <c>data</c> job. Section <c>Data</c>.</summary>
public sealed class DataOptions : IValidatableObject
{
    internal const string Section = "Data";
    private const int Largest = 64 * 1024 * 1024;

    /// <summary>
    /// The largest text, in bytes, that a job fetches for an operation whose result is a text of the same size: it is kept with the job.
    /// 1 MiB unless set. Operations that only read, such as <c>sha256</c>, are limited by <c>Outbound:MaxBytes</c>.
    /// </summary>
    public int MaxTextBytes { get; set; } = 1024 * 1024;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxTextBytes is < 1 or > Largest)
            yield return new ValidationResult($"Data:MaxTextBytes must be from 1 to {Largest} bytes, not {MaxTextBytes}.");
    }
}
