using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>The engine and the limits of the <c>image</c> job. Section <c>Images</c>.</summary>
public sealed class ImageOptions : IValidatableObject
{
    internal const string Section = "Images";

    /// <summary>What WebP can hold: 14 bits a side (WebP Container Specification, "Simple File Format (Lossy)").</summary>
    internal const int LargestSide = 16_383;

    private const long LargestPixels = 1_000_000_000;
    private const int LargestBytes = 1024 * 1024 * 1024;

    /// <summary>The name of the engine that works on the images: one that the host has added; the one it added last unless set.</summary>
    public string? Engine { get; set; }

    /// <summary>
    /// The largest image, fetched or made, in pixels; 50 million unless set. Larger ones are refused before they are decoded.
    /// </summary>
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>The largest file fetched, in bytes; 20 MiB unless set.</summary>
    public int MaxBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The longest side of an image made, in pixels; 10,000 unless set.</summary>
    public int MaxSide { get; set; } = 10_000;

    /// <summary>How many images are worked on at once in this process, each on a thread of its own; one a processor unless set.</summary>
    public int MaxConcurrent { get; set; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxPixels is < 1 or > LargestPixels)
            yield return new ValidationResult($"Images:MaxPixels must be from 1 to {LargestPixels} pixels, not {MaxPixels}.");
        if (MaxBytes is < 1 or > LargestBytes)
            yield return new ValidationResult($"Images:MaxBytes must be from 1 to {LargestBytes} bytes, not {MaxBytes}.");
        if (MaxSide is < 1 or > LargestSide)
            yield return new ValidationResult($"Images:MaxSide must be from 1 to {LargestSide} pixels, not {MaxSide}.");
        if (MaxConcurrent < 1)
            yield return new ValidationResult($"Images:MaxConcurrent must be 1 or more, not {MaxConcurrent}.");
    }
}
