using System.Net.Mime;
using System.Text;
using System.Text.Json;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Http;

/// <summary>The job type <c>http</c>: makes a request and keeps the answer.</summary>
internal sealed class HttpHandler(OutboundClient outbound, IOptions<HttpOptions> options, TimeProvider time)
    : IJobHandler<HttpPayload, HttpResult>
{
    public async Task<HttpResult> HandleAsync(HttpPayload payload, JobContext context)
    {
        using var request = Request(payload, context);
        using var response = await outbound.SendAsync(request, context.CancellationToken);
        var status = (int)response.StatusCode;
        if (!(payload.ExpectedStatus?.Contains(status) ?? response.IsSuccessStatusCode))
            throw await UnexpectedAnswer.ToExceptionAsync(response, time, context.CancellationToken);
        var body = await BodyStart.ReadAsync(response, options.Value.MaxBodyBytes, context.CancellationToken);
        var text = BodyText.Decode(body, response.Content.Headers.ContentType?.CharSet);
        return new HttpResult(status, Headers(response), text ?? Convert.ToBase64String(body.Bytes.Span), Base64: text is null, body.Truncated);
    }

    private static HttpRequestMessage Request(HttpPayload payload, JobContext context)
    {
        var request = new HttpRequestMessage(payload.EffectiveMethod, payload.Url) { Content = Content(payload.Body) };
        foreach (var (name, value) in payload.Headers ?? HeaderRules.None)
        {
            if (!HeaderRules.IsOfContent(name))
            {
                request.Headers.TryAddWithoutValidation(name, value);
                continue;
            }
            request.Content!.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        request.Headers.Add(JobHeaders.Id, context.Id.Value);
        request.Headers.Add(JobHeaders.Attempt, $"{context.Attempt}");
        if (!request.Headers.Contains(JobHeaders.IdempotencyKey))
            request.Headers.Add(JobHeaders.IdempotencyKey, context.Id.Value);
        return request;
    }

    private static StringContent? Content(JsonElement? body) => body switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => new StringContent(text.GetString()!),
        { } json => new StringContent(json.GetRawText(), Encoding.UTF8, MediaTypeNames.Application.Json),
    };

    private static SortedDictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers[name.ToLowerInvariant()] = string.Join(", ", values);
        return headers;
    }
}
