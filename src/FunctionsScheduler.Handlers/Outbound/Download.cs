namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>A successful answer whose body is still to be read.</summary>
/// <param name="response">The answer, whose connection is given back on disposal.</param>
/// <param name="host">Where it comes from, for messages.</param>
/// <param name="content">Its body, limited.</param>
internal sealed class Download(HttpResponseMessage response, string host, Stream content) : IDisposable
{
    public string Host => host;

    public Stream Content => content;

    /// <summary>The length in bytes; null when it was not told or the body came compressed.</summary>
    public long? Length => response.Content.Headers.ContentLength;

    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    public string? CharSet => response.Content.Headers.ContentType?.CharSet;

    public async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        using var all = new MemoryStream(capacity: (int)Math.Min(Length ?? 0, int.MaxValue / 2));
        await content.CopyToAsync(all, cancellationToken);
        return all.Length == all.Capacity ? all.GetBuffer() : all.ToArray();
    }

    public void Dispose()
    {
        content.Dispose();
        response.Dispose();
    }
}
