using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Payloads;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>What a <c>data</c> job is given: a text or where to fetch it, and what to do with it.</summary>
internal sealed record DataPayload : IValidatableObject
{
    public string? Data { get; init; }

    public string? Url { get; init; }

    /// <summary>Null for the answer of the platform this one replaces: a sentence with the text in upper case.</summary>
    public string? Operation { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Data is null && Url is null)
            yield return new ValidationResult("Missing 'data' in payload: give either 'data' (text) or 'url' (http or https)", ["data"]);
        if (Data is not null && Url is not null)
            yield return new ValidationResult("Give either 'data' or 'url', not both", ["data", "url"]);
        if (Url is not null && !OutboundUrl.TryParse(Url, out _, out var problem))
            yield return new ValidationResult(problem, ["url"]);
        if (Operation is not null && !EnumWords<DataOperation>.Has(Operation))
            yield return new ValidationResult($"must be one of: {EnumWords<DataOperation>.Allowed}", ["operation"]);
    }
}
