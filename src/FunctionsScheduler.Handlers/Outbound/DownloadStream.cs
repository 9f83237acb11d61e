namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>The body of an answer: never longer than allowed, and its errors name the host.</summary>
internal sealed class DownloadStream(Stream inner, string host, long maxBytes) : ForwardStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new RemoteHostException($"The answer of '{host}' broke off: {e.Message}", e);
        }
        _read += count;
        return _read <= maxBytes ? count : throw new DownloadTooLargeException(host, maxBytes);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
