using System.Security.Cryptography;
using System.Text;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Handlers.Tests.Data;

public sealed class DataHandlerTests
{
    [Fact]
    public async Task Handle_NoOperation_AnswersTheSentenceOfTheOldPlatform()
    {
        using var host = JobHost.Guarded();

        var result = await host.RunAsync("data", """{"data": "Sample input"}""");

        Assert.Equal("Processed data: SAMPLE INPUT", result.GetString());
    }

    [Theory]
    [InlineData("upper", "Grüße", "GRÜßE")]
    [InlineData("lower", "GRÜẞE Ω", "grüße ω")]
    [InlineData("reverse", "ab\u0063\u0301 👩‍👧é", "é👩‍👧 \u0063\u0301ba")]
    [InlineData("reverse", "", "")]
    [InlineData("sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha256", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task Handle_TextOperation_AnswersAString(string operation, string data, string expected)
    {
        using var host = JobHost.Guarded();

        var result = await host.RunAsync("data", $$"""{"data": "{{data}}", "operation": "{{operation}}"}""");

        Assert.Equal(expected, result.GetString());
    }

    [Fact]
    public async Task Handle_Url_FetchesTheText()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync("Sample input");

        var result = await host.RunAsync("data", $$"""{"url": "{{server.At()}}"}""");

        Assert.Equal("Processed data: SAMPLE INPUT", result.GetString());
    }

    [Fact]
    public async Task Handle_UrlInAnotherCharacterSet_ReadsItAsServed()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync([0x47, 0x72, 0xFC, 0xDF, 0x65, 0x80], "text/plain; charset=windows-1252");

        var result = await host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "lower"}""");

        Assert.Equal("grüße€", result.GetString());
    }

    [Fact]
    public async Task Handle_UrlInAnUnknownCharacterSet_FailsForGood()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync("text", "text/plain; charset=klingon");

        var error = await Assert.ThrowsAsync<PermanentJobException>(() => host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "lower"}"""));

        Assert.Equal($"'{server.Authority}' sent text in the character set 'klingon', which is not known here.", error.Message);
    }

    [Fact]
    public async Task Handle_Sha256OfUrl_HashesTheBytesAsServed()
    {
        using var host = JobHost.Open();
        byte[] content = [0, 255, 254, 13, 10];
        await using var server = await RemoteServer.ServeAsync(content, "application/octet-stream");

        var result = await host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "sha256"}""");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), result.GetString());
    }

    [Fact]
    public async Task Handle_TextOperationOnALargeUrl_FailsForGood()
    {
        using var host = JobHost.Open(("Data:MaxTextBytes", "10"));
        await using var server = await RemoteServer.StartAsync(static async context => await context.Response.WriteAsync(new string('a', 11)));

        var error = await Assert.ThrowsAsync<DownloadTooLargeException>(() => host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "upper"}"""));

        Assert.Equal($"The answer of '{server.Authority}' is larger than the 10 bytes allowed here.", error.Message);
    }

    [Fact]
    public async Task Handle_CountingALargeUrl_IsLimitedByOutboundAlone()
    {
        using var host = JobHost.Open(("Data:MaxTextBytes", "10"));
        await using var server = await RemoteServer.ServeAsync("one two three");

        var result = await host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "wordcount"}""");

        Assert.Equal(3, result.GetProperty("words").GetInt64());
    }

    [Theory]
    [InlineData("wordcount")]
    [InlineData("sha256")]
    [InlineData("csv-summary")]
    public async Task Handle_GivenText_ReportsProgressToTheEnd(string operation)
    {
        using var host = JobHost.Guarded();
        var context = new TestJobContext();

        await host.RunAsync("data", $$"""{"data": "{{new string('a', 200_000)}}", "operation": "{{operation}}"}""", context);

        Assert.True(context.Progress.Count > 1);
        Assert.Equal(context.Progress.Order(), context.Progress);
        Assert.Equal(100, context.Progress[^1]);
    }

    [Fact]
    public async Task Handle_CancelledWhileFetching_Stops()
    {
        using var host = JobHost.Open();
        using var job = new CancellationTokenSource();
        await using var server = await RemoteServer.StartAsync(static async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("begun "), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var context = new TestJobContext(job.Token);

        var running = host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "wordcount"}""", context);
        await context.Progressed;
        await job.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Handle_AnswerBreaksOff_IsWorthAnotherAttempt()
    {
        using var host = JobHost.Open();
        var context = new TestJobContext();
        await using var server = await RemoteServer.StartAsync(async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("begun "), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await context.Progressed;
            http.Abort();
        });

        var error = await Assert.ThrowsAsync<RemoteHostException>(
            () => host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "sha256"}""", context));

        Assert.StartsWith($"The answer of '{server.Authority}' broke off: ", error.Message, StringComparison.Ordinal);
    }
}
