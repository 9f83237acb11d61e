using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Payloads;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>What an <c>image</c> job is given: where the image is, what to do to it and how to write it.</summary>
internal sealed record ImagePayload : IValidatableObject
{
    private const int MaxOperations = 20;

    [JsonPropertyName("image_url")]
    public string? ImageUrl { get; init; }

    /// <summary>Null or empty for a thumbnail.</summary>
    public IReadOnlyList<ImageOperation?>? Operations { get; init; }

    /// <summary>Null for the format the image comes in, or PNG when it is a GIF.</summary>
    public string? Format { get; init; }

    public int? Quality { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ImageUrl is null)
            yield return new ValidationResult("Missing 'image_url' in payload: give an absolute http or https URL", ["image_url"]);
        else if (!OutboundUrl.TryParse(ImageUrl, out _, out var problem))
            yield return new ValidationResult(problem, ["image_url"]);
        if (Operations?.Count > MaxOperations)
            yield return new ValidationResult($"has {Operations.Count} operations; up to {MaxOperations} are allowed", ["operations"]);
        for (var i = 0; i < Operations?.Count; i++)
        {
            var path = $"operations[{i}]";
            foreach (var result in Operations[i]?.Validate(path) ?? [new ValidationResult("must be an object with a 'type'", [path])])
                yield return result;
        }
        if (Format is not null && !EnumWords<OutputFormat>.Has(Format))
            yield return new ValidationResult($"must be one of: {EnumWords<OutputFormat>.Allowed}", ["format"]);
        if (Quality is < 1 or > 100)
            yield return new ValidationResult("must be from 1 to 100", ["quality"]);
        else if (Quality is not null && Format == EnumWords<OutputFormat>.Of(OutputFormat.Png))
            yield return new ValidationResult("goes with the formats jpeg and webp; a png has no quality", ["quality"]);
    }
}
