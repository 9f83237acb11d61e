using System.Net;
using System.Text;

namespace FunctionsScheduler.Api.Tests.Jobs;

/// <summary>JSON that is sent piece by piece, without a word on its length.</summary>
internal sealed class PiecewiseContent : HttpContent
{
    private readonly string[] _pieces;

    public PiecewiseContent(params string[] pieces)
    {
        _pieces = pieces;
        Headers.ContentType = new("application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var piece in _pieces)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(piece));
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
