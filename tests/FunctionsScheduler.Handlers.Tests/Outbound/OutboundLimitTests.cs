using System.IO.Compression;
using System.Text;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Handlers.Tests.Outbound;

public sealed class OutboundLimitTests
{
    private const string Limit = "Outbound:MaxBytes";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_BodyLargerThanAllowed_FailsForGood(bool lengthTold)
    {
        using var jobs = JobHost.Open((Limit, "1000"));
        await using var server = await RemoteServer.StartAsync(async context =>
        {
            if (lengthTold)
                context.Response.ContentLength = 1001;
            await context.Response.Body.WriteAsync(new byte[1001], context.RequestAborted);
        });

        var error = await Assert.ThrowsAsync<DownloadTooLargeException>(() => Sha256Async(jobs, server));

        Assert.Equal($"The answer of '{server.Authority}' is larger than the 1000 bytes allowed here.", error.Message);
    }

    [Fact]
    public async Task Get_BodyOfTheSizeAllowed_Passes()
    {
        using var jobs = JobHost.Open((Limit, "1000"));
        await using var server = await RemoteServer.ServeAsync(new byte[1000], "application/octet-stream");

        Assert.Equal(64, (await Sha256Async(jobs, server)).Length);
    }

    [Fact]
    public async Task Get_CompressedBomb_IsCountedUnpacked()
    {
        using var jobs = JobHost.Open((Limit, "1000000"));
        await using var server = await RemoteServer.StartAsync(GzipBomb.AnswerAsync);

        await Assert.ThrowsAsync<DownloadTooLargeException>(() => Sha256Async(jobs, server));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Get_CompressedBody_IsUnpacked(string encoding)
    {
        using var jobs = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(async context =>
        {
            Assert.Equal("gzip, br", context.Request.Headers.AcceptEncoding);
            context.Response.Headers.ContentEncoding = encoding;
            await using Stream packer = encoding == "gzip"
                ? new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true)
                : new BrotliStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await packer.WriteAsync(Encoding.UTF8.GetBytes("packed"), context.RequestAborted);
        });

        var result = await jobs.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "upper"}""");

        Assert.Equal("PACKED", result.GetString());
    }

    [Theory]
    [InlineData("HEAD", 200)]
    [InlineData("GET", 204)]
    public async Task Send_AnswerWithoutABodyThatSaysItIsCompressed_IsEmpty(string method, int status)
    {
        using var jobs = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ContentEncoding = "gzip";
            return Task.CompletedTask;
        });

        var result = await jobs.RunAsync("http", $$"""{"url": "{{server.At()}}", "method": "{{method}}"}""");

        Assert.Equal("", result.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Get_BodyThatOnlyClaimsToBeCompressed_IsWorthAnotherAttempt()
    {
        using var jobs = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(static async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.WriteAsync("not packed at all");
        });

        await Assert.ThrowsAsync<RemoteHostException>(() => Sha256Async(jobs, server));
    }

    [Theory]
    [InlineData(404, typeof(PermanentJobException))]
    [InlineData(503, typeof(HttpCallFailedException))]
    public async Task Get_AnswerThatIsNoFile_IsAnErrorOfItsKind(int status, Type expected)
    {
        using var jobs = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("nothing here");
        });

        var error = await Assert.ThrowsAsync(expected, () => Sha256Async(jobs, server));

        Assert.Contains($"answered {status}", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> Sha256Async(JobHost jobs, RemoteServer server) =>
        (await jobs.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "sha256"}""")).GetString()!;
}
