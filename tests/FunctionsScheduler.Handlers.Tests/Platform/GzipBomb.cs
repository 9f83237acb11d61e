using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Handlers.Tests.Platform;

/// <summary>A few kilobytes that unpack to many megabytes.</summary>
internal static class GzipBomb
{
    public const int UnpackedBytes = 20 * 1024 * 1024;

    public static async Task AnswerAsync(HttpContext context)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[UnpackedBytes], context.RequestAborted);
        context.Response.ContentType = "text/plain";
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentLength = packed.Length;
        await context.Response.Body.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), context.RequestAborted);
    }
}
