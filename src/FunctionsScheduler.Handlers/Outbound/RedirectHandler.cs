using System.Net;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>Follows redirects, a few of them, without carrying secrets from one origin to another.</summary>
/// <remarks>Methods change as in RFC 9110, 15.4: 303 makes any request a GET, 301 and 302 only a POST.</remarks>
internal sealed class RedirectHandler(int maxRedirects) : DelegatingHandler
{
    /// <summary>Headers that say nothing secret. Any other, such as an API key, was meant for the first origin alone.</summary>
    private static readonly HashSet<string> KeptAcrossOrigins = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Accept-Language", "User-Agent", "traceparent", "tracestate",
        JobHeaders.Id, JobHeaders.Attempt, JobHeaders.IdempotencyKey,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var first = request.RequestUri!.Authority;
        for (var followed = 0; ; followed++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Target(request, response) is not { } target)
                return response;
            var status = response.StatusCode;
            response.Dispose();
            if (followed == maxRedirects)
                throw new PermanentJobException($"'{first}' redirects more than {maxRedirects} times.");
            Follow(request, status, target);
        }
    }

    private static Uri? Target(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            return null;
        return response.Headers.Location is { } location ? new Uri(request.RequestUri!, location) : null;
    }

    private static void Follow(HttpRequestMessage request, HttpStatusCode status, Uri target)
    {
        if (!OutboundUrl.TryParse(target.OriginalString, out _, out var problem))
            throw new OutboundRefusedException($"'{request.RequestUri!.Authority}' redirects to a URL that was refused: it {problem}.");
        if (!SameOrigin(request.RequestUri!, target))
        {
            var left = request.Headers.Select(static header => header.Key).Where(static name => !KeptAcrossOrigins.Contains(name));
            foreach (var name in left.ToList())
                request.Headers.Remove(name);
        }
        var becomesGet = status switch
        {
            HttpStatusCode.SeeOther => request.Method != HttpMethod.Head,
            HttpStatusCode.MovedPermanently or HttpStatusCode.Found => request.Method == HttpMethod.Post,
            _ => false,
        };
        if (becomesGet)
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
        }
        request.RequestUri = target;
    }

    private static bool SameOrigin(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);
}
