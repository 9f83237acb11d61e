using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Handlers.Tests.Http;

public sealed class HttpHandlerTests
{
    [Fact]
    public async Task Handle_Get_AnswersStatusHeadersAndBody()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(static async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers["X-Tag"] = new[] { "a", "b" };
            await context.Response.WriteAsync("grüß dich");
        });

        var result = await host.RunAsync("http", $$"""{"url": "{{server.At()}}"}""");

        Assert.Equal(201, result.GetProperty("status").GetInt32());
        Assert.Equal("a, b", result.GetProperty("headers").GetProperty("x-tag").GetString());
        Assert.Equal("grüß dich", result.GetProperty("body").GetString());
        Assert.False(result.GetProperty("base64").GetBoolean());
        Assert.False(result.GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData("""{"url": "URL"}""", "GET", "", "")]
    [InlineData("""{"url": "URL", "body": "plain"}""", "POST", "text/plain; charset=utf-8", "plain")]
    [InlineData("""{"url": "URL", "body": {"a": [1, null]}}""", "POST", "application/json; charset=utf-8", """{"a": [1, null]}""")]
    [InlineData("""{"url": "URL", "body": false, "method": "PUT"}""", "PUT", "application/json; charset=utf-8", "false")]
    [InlineData("""{"url": "URL", "body": null}""", "GET", "", "")]
    [InlineData("""{"url": "URL", "method": "DELETE"}""", "DELETE", "", "")]
    [InlineData("""{"url": "URL", "body": "<a/>", "headers": {"content-type": "application/xml"}}""", "POST", "application/xml", "<a/>")]
    public async Task Handle_Payload_SendsMethodTypeAndBody(string payload, string method, string contentType, string body)
    {
        using var host = JobHost.Open();
        await using var server = await EchoAsync();

        var echo = await EchoedAsync(host, payload.Replace("URL", server.At(), StringComparison.Ordinal));

        Assert.Equal((method, contentType, body), (echo["method"], echo["content-type"], echo["body"]));
    }

    [Fact]
    public async Task Handle_AnyRequest_TellsReceiversWhichJobAndAttemptItIs()
    {
        using var host = JobHost.Open();
        await using var server = await EchoAsync();
        var context = new TestJobContext();

        var echo = await EchoedAsync(host, $$$"""{"url": "{{{server.At()}}}", "headers": {"X-Own": "1"}}""", context);

        Assert.Equal((context.Id.Value, "2", context.Id.Value), (echo["x-job-id"], echo["x-job-attempt"], echo["idempotency-key"]));
        Assert.Equal(("1", "FunctionsScheduler"), (echo["x-own"], echo["user-agent"]));
    }

    [Fact]
    public async Task Handle_OwnIdempotencyKeyAndUserAgent_AreKept()
    {
        using var host = JobHost.Open();
        await using var server = await EchoAsync();

        var echo = await EchoedAsync(host, $$$"""{"url": "{{{server.At()}}}", "headers": {"idempotency-key": "mine", "User-Agent": "me/1"}}""");

        Assert.Equal(("mine", "me/1"), (echo["idempotency-key"], echo["user-agent"]));
    }

    [Fact]
    public async Task Handle_BinaryBody_AnswersBase64()
    {
        using var host = JobHost.Open();
        byte[] content = [0xFF, 0x00, 0x80];
        await using var server = await RemoteServer.ServeAsync(content, "application/octet-stream");

        var result = await host.RunAsync("http", $$"""{"url": "{{server.At()}}"}""");

        Assert.Equal(content, result.GetProperty("body").GetBytesFromBase64());
        Assert.True(result.GetProperty("base64").GetBoolean());
    }

    [Theory]
    [InlineData("12345", "12345", false)]
    [InlineData("123456", "12345", true)]
    [InlineData("1234ü", "1234", true)]
    public async Task Handle_LongBody_IsCut(string body, string kept, bool truncated)
    {
        using var host = JobHost.Open(("Http:MaxBodyBytes", "5"));
        await using var server = await RemoteServer.ServeAsync(body);

        var result = await host.RunAsync("http", $$"""{"url": "{{server.At()}}"}""");

        Assert.Equal((kept, truncated, false), (result.GetProperty("body").GetString(), result.GetProperty("truncated").GetBoolean(), result.GetProperty("base64").GetBoolean()));
    }

    [Fact]
    public async Task Handle_CompressedBomb_IsReadUpToTheLimitOnly()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(GzipBomb.AnswerAsync);

        var result = await host.RunAsync("http", $$"""{"url": "{{server.At()}}"}""");

        Assert.Equal(64 * 1024, result.GetProperty("body").GetString()!.Length);
        Assert.True(result.GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    public async Task Handle_PassingTrouble_IsWorthAnotherAttempt(int status)
    {
        using var host = JobHost.Open();
        await using var server = await AnswerAsync(status, "come back");

        var error = await Assert.ThrowsAsync<HttpCallFailedException>(() => host.RunAsync("http", $$"""{"url": "{{server.At()}}"}"""));

        Assert.Equal((HttpStatusCode)status, error.Status);
        Assert.StartsWith($"GET '{server.Authority}' answered {status}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(": come back", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", 30)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0)]
    [InlineData("2000000", 86400)]
    [InlineData("Mon, 01 Mar 2027 12:00:00 GMT", 86400)]
    public async Task Handle_RetryAfter_IsHeeded(string header, int seconds)
    {
        using var host = JobHost.Open();
        await using var server = await AnswerAsync(429, "slow down", header);

        var error = await Assert.ThrowsAsync<RetryLaterException>(() => host.RunAsync("http", $$"""{"url": "{{server.At()}}"}"""));

        Assert.Equal(TimeSpan.FromSeconds(seconds), error.Delay);
        Assert.Equal($"GET '{server.Authority}' answered 429 Too Many Requests: slow down", error.Message);
    }

    [Fact]
    public async Task Handle_RetryAfterThatIsNoTime_LeavesTheDelayToThePolicy()
    {
        using var host = JobHost.Open();
        await using var server = await AnswerAsync(503, "", "soon");

        await Assert.ThrowsAsync<HttpCallFailedException>(() => host.RunAsync("http", $$"""{"url": "{{server.At()}}"}"""));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(418)]
    [InlineData(304)]
    public async Task Handle_OtherStatus_FailsForGood(int status)
    {
        using var host = JobHost.Open();
        await using var server = await AnswerAsync(status, "");

        var error = await Assert.ThrowsAsync<PermanentJobException>(() => host.RunAsync("http", $$"""{"url": "{{server.At()}}"}"""));

        Assert.StartsWith($"GET '{server.Authority}' answered {status}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_LongErrorBody_IsShownInPart()
    {
        using var host = JobHost.Open();
        await using var server = await AnswerAsync(400, "line\r\n" + new string('x', 10_000));

        var error = await Assert.ThrowsAsync<PermanentJobException>(() => host.RunAsync("http", $$"""{"url": "{{server.At()}}"}"""));

        Assert.EndsWith($": line  {new string('x', 494)}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "[404]", true)]
    [InlineData(503, "[200, 503]", true)]
    [InlineData(200, "[204]", false)]
    public async Task Handle_ExpectedStatus_DecidesWhatIsASuccess(int status, string expected, bool success)
    {
        using var host = JobHost.Open();
        await using var server = await AnswerAsync(status, "");
        var payload = $$"""{"url": "{{server.At()}}", "expectedStatus": {{expected}}}""";

        if (success)
            Assert.Equal(status, (await host.RunAsync("http", payload)).GetProperty("status").GetInt32());
        else
            await Assert.ThrowsAsync<PermanentJobException>(() => host.RunAsync("http", payload));
    }

    [Fact]
    public async Task Handle_Cancelled_Stops()
    {
        using var host = JobHost.Open();
        using var job = new CancellationTokenSource();
        await using var server = await RemoteServer.StartAsync(async context =>
        {
            await job.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.RunAsync("http", $$"""{"url": "{{server.At()}}"}""", new TestJobContext(job.Token)));
    }

    private static Task<RemoteServer> AnswerAsync(int status, string body, string? retryAfter = null) => RemoteServer.StartAsync(async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        if (body.Length > 0)
            await context.Response.WriteAsync(body);
    });

    /// <summary>Answers with what it was asked.</summary>
    private static Task<RemoteServer> EchoAsync() => RemoteServer.StartAsync(static async context =>
    {
        var echo = context.Request.Headers.ToDictionary(
            static header => header.Key.ToLower(CultureInfo.InvariantCulture), static header => header.Value.ToString(), StringComparer.Ordinal);
        echo["method"] = context.Request.Method;
        echo.TryAdd("content-type", "");
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        echo["body"] = await reader.ReadToEndAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(echo);
    });

    private static async Task<Dictionary<string, string>> EchoedAsync(JobHost host, string payload, TestJobContext? context = null)
    {
        var result = await host.RunAsync("http", payload, context);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(result.GetProperty("body").GetString()!)!;
    }
}
