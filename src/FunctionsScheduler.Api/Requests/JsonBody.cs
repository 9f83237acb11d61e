using System.Buffers;
using System.Text.Json;
using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FunctionsScheduler.Api.Requests;

/// <summary>
/// Reads request bodies. JSON must be announced as such: a page of another site can make a browser post a form or plain text to a local API,
/// but not <c>application/json</c>.
/// </summary>
internal static class JsonBody
{
    public const string ContentTypes = "The body must be JSON, sent with 'Content-Type: application/json'.";

    /// <summary>Reads a body of at most so many bytes.</summary>
    /// <returns>The value, or the problem with it.</returns>
    public static async Task<(T? Value, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, int maxBytes)
        where T : class
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !IsJson(type))
            return (null, Problems.UnsupportedMediaType(ContentTypes));
        if (request.ContentLength > maxBytes)
            return (null, TooLarge(maxBytes));
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > maxBytes)
            {
                // A read that is left open ends the connection, and with it whatever the client sends on it next.
                reader.AdvanceTo(read.Buffer.End);
                return (null, TooLarge(maxBytes));
            }
            if (read.IsCompleted)
            {
                var result = Parse<T>(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return result;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult TooLarge(int maxBytes) => Problems.TooLarge($"The request body may have at most {maxBytes} bytes.");

    private static (T? Value, ProblemHttpResult? Problem) Parse<T>(ReadOnlySequence<byte> body)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var value = JsonSerializer.Deserialize<T>(ref reader, JobJson.Options);
            if (reader.Read())
                return (null, Problems.Invalid([new FieldError("", "must be one JSON object and nothing else")]));
            return value is null ? (null, Problems.Invalid([new FieldError("", "must be a JSON object")])) : (value, null);
        }
        catch (JsonException e)
        {
            return (null, Problems.Invalid(JsonErrors.Explain("", typeof(T), e)));
        }
    }
}
