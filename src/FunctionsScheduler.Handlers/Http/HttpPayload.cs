using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FunctionsScheduler.Handlers.Outbound;

namespace FunctionsScheduler.Handlers.Http;

/// <summary>What an <c>http</c> job is given: the request to make, and which answers are a success.</summary>
internal sealed record HttpPayload : IValidatableObject
{
    private const int MaxExpectedStatuses = 50;
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    private static readonly string[] MethodsWithBody = ["POST", "PUT", "PATCH", "DELETE"];

    public string? Url { get; init; }

    /// <summary>Null for GET, or POST when there is a body.</summary>
    public string? Method { get; init; }

    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    /// <summary>A string is sent as it is, any other JSON as JSON.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The statuses that are a success; null for any 2xx.</summary>
    public IReadOnlyList<int>? ExpectedStatus { get; init; }

    internal HttpMethod EffectiveMethod => Method is { } method ? HttpMethod.Parse(method) : Body is null ? HttpMethod.Get : HttpMethod.Post;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is null)
            yield return new ValidationResult("Missing 'url' in payload: give an absolute http or https URL", ["url"]);
        else if (!OutboundUrl.TryParse(Url, out _, out var problem))
            yield return new ValidationResult(problem, ["url"]);
        if (Method is not null && !Methods.Contains(Method, StringComparer.Ordinal))
            yield return new ValidationResult($"must be one of: {string.Join(", ", Methods)}", ["method"]);
        else if (Body is not null && !MethodsWithBody.Contains(EffectiveMethod.Method, StringComparer.Ordinal))
            yield return new ValidationResult($"a {Method} has no body; one goes with: {string.Join(", ", MethodsWithBody)}", ["body"]);
        foreach (var result in HeaderRules.Validate(Headers ?? HeaderRules.None, hasBody: Body is not null))
            yield return result;
        if (ExpectedStatus is { Count: 0 or > MaxExpectedStatuses })
            yield return new ValidationResult($"must hold 1 to {MaxExpectedStatuses} statuses; leave it out to accept any 2xx", ["expectedStatus"]);
        for (var i = 0; i < ExpectedStatus?.Count; i++)
        {
            if (ExpectedStatus[i] is < 200 or > 599)
                yield return new ValidationResult($"must be a status from 200 to 599, not {ExpectedStatus[i]}", [$"expectedStatus[{i}]"]);
        }
    }
}
