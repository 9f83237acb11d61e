using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>The one way out: every call that a job makes goes through here.</summary>
internal sealed class OutboundClient(HttpClient http, IOptions<OutboundOptions> options, TimeProvider time)
{
    /// <summary>Sends a request and answers as soon as the headers are in, whatever the status.</summary>
    /// <exception cref="OutboundRefusedException">The URL, or a redirect from it, leads where jobs must not go.</exception>
    /// <exception cref="RemoteHostException">The host could not be reached.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Gets a file.</summary>
    /// <param name="url">Where from.</param>
    /// <param name="maxBytes">A limit below <see cref="OutboundOptions.MaxBytes"/>, if any.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="DownloadTooLargeException">The file is larger than the limit; also thrown while its content is read.</exception>
    /// <exception cref="OutboundRefusedException">The URL, or a redirect from it, leads where jobs must not go.</exception>
    /// <exception cref="RemoteHostException">The host could not be reached; also thrown while the content is read.</exception>
    public async Task<Download> GetAsync(Uri url, long? maxBytes, CancellationToken cancellationToken)
    {
        var limit = Math.Min(maxBytes ?? long.MaxValue, options.Value.MaxBytes);
        var host = url.Authority;
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var response = await SendAsync(request, cancellationToken);
        try
        {
            if (!response.IsSuccessStatusCode)
                throw await UnexpectedAnswer.ToExceptionAsync(response, time, cancellationToken);
            if (response.Content.Headers.ContentLength > limit)
                throw new DownloadTooLargeException(host, limit);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return new Download(response, host, new DownloadStream(body, host, limit));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
