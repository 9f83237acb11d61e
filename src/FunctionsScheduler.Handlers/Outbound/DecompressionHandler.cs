using System.IO.Compression;
using System.Net.Http.Headers;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>Asks for compressed answers and unpacks them as they are read, so that limits count unpacked bytes.</summary>
internal sealed class DecompressionHandler : DelegatingHandler
{
    private const string Gzip = "gzip";
    private const string Brotli = "br";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(Gzip));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(Brotli));
        var response = await base.SendAsync(request, cancellationToken);
        var encoding = string.Join(',', response.Content.Headers.ContentEncoding).ToLowerInvariant();
        if (encoding is Gzip or Brotli)
            response.Content = await UnpackAsync(response.Content, encoding, cancellationToken);
        return response;
    }

    private static async Task<StreamContent> UnpackAsync(HttpContent packed, string encoding, CancellationToken cancellationToken)
    {
        var stream = await packed.ReadAsStreamAsync(cancellationToken);
        Stream unpacker = encoding == Gzip ? new GZipStream(stream, CompressionMode.Decompress) : new BrotliStream(stream, CompressionMode.Decompress);
        var unpacked = new StreamContent(unpacker);
        // The length told is that of the packed bytes.
        foreach (var (name, values) in packed.Headers.NonValidated)
        {
            if (name is not ("Content-Encoding" or "Content-Length"))
                unpacked.Headers.TryAddWithoutValidation(name, values);
        }
        return unpacked;
    }
}
