namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>The beginning of a body.</summary>
/// <param name="Bytes">The bytes, up to the limit.</param>
/// <param name="Truncated">Whether there was more.</param>
internal readonly record struct BodyStart(ReadOnlyMemory<byte> Bytes, bool Truncated)
{
    /// <summary>Reads a body up to a limit and leaves the rest.</summary>
    /// <exception cref="RemoteHostException">The body broke off.</exception>
    public static async Task<BodyStart> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        var host = response.RequestMessage!.RequestUri!.Authority;
        await using var body = new DownloadStream(await response.Content.ReadAsStreamAsync(cancellationToken), host, long.MaxValue);
        using var start = new MemoryStream();
        var buffer = new byte[Math.Min(maxBytes + 1, 16 * 1024)];
        while (start.Length <= maxBytes)
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                break;
            start.Write(buffer, 0, count);
        }
        var length = (int)Math.Min(start.Length, maxBytes);
        return new BodyStart(start.GetBuffer().AsMemory(0, length), start.Length > maxBytes);
    }
}
