using FunctionsScheduler.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FunctionsScheduler.Api.Errors;

/// <summary>The API's errors, as problem details (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult Unauthorized(string detail) => Of(StatusCodes.Status401Unauthorized, detail);

    public static ProblemHttpResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, detail);

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    public static ProblemHttpResult UnknownJob(string id) => NotFound($"There is no job '{id}' (any more).");

    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);

    public static ProblemHttpResult TooLarge(string detail) => Of(StatusCodes.Status413PayloadTooLarge, detail);

    public static ProblemHttpResult UnsupportedMediaType(string detail) => Of(StatusCodes.Status415UnsupportedMediaType, detail);

    public static ProblemHttpResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, detail);

    /// <summary>What is wrong with a request, in a sentence and field by field.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyList<FieldError> errors)
    {
        var named = errors.Select(static error => error.Field.Length == 0 ? error with { Field = "body" } : error).ToList();
        var byField = named.GroupBy(static error => error.Field, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Select(static error => error.Message).ToArray(), StringComparer.Ordinal);
        var detail = string.Join("; ", named.Select(static error => $"{error.Field}: {error.Message}"));
        return TypedResults.Problem(
            detail, statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = byField });
    }

    private static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
