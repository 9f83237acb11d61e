using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Api.Tests.Jobs;

/// <summary>A job that fails says why.</summary>
public abstract class FailedJobTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task Image_UnreachableUrl_FailsAfterItsAttempts()
    {
        var closed = ClosedAuthority();

        var job = await Api.RunAsync(
            $$$"""{"type": "image", "payload": {"image_url": "http://{{{closed}}}/a.png"}, "retry": {"maxAttempts": 2, "delaySeconds": 0}}""");

        var error = Failure(job, attempts: 2);
        Assert.Equal("RemoteHostException", error.GetProperty("type").GetString());
        Assert.StartsWith($"Could not reach '{closed}': ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image", "image_url", "http://127.0.0.1:1/a.png", "127.0.0.1:1")]
    [InlineData("data", "url", "http://169.254.169.254/latest/meta-data", "169.254.169.254")]
    [InlineData("http", "url", "http://[::1]/", "[::1]")]
    public async Task Any_UrlOfAPrivateNetwork_IsRefusedForGood(string type, string field, string url, string authority)
    {
        var guarded = await Platform.OtherAsync(("Outbound:AllowPrivateNetworks", "false"));

        var job = await guarded.Client.RunAsync($$$"""{"type": "{{{type}}}", "payload": {"{{{field}}}": "{{{url}}}"}}""");

        var error = Failure(job, attempts: 1);
        Assert.Equal("OutboundRefusedException", error.GetProperty("type").GetString());
        Assert.Equal(
            $"The call to '{authority}' was refused: it leads to a private, loopback, link-local or otherwise reserved address.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Image_NotAnImage_FailsForGood()
    {
        await using var server = await RemoteServer.ServeAsync("<html>"u8.ToArray(), "text/html");

        var job = await Api.RunAsync($$$"""{"type": "image", "payload": {"image_url": "{{{server.Url}}}"}}""");

        var message = Failure(job, attempts: 1).GetProperty("message").GetString();
        Assert.Equal($"What '{server.Url.Authority}' sent (it says 'text/html') is not an image in one of the formats: jpeg, png, webp, gif.", message);
    }

    [Fact]
    public async Task Image_UrlThatIsNotFound_FailsForGood()
    {
        await using var server = await RemoteServer.StartAsync(static context =>
        {
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("no such picture");
        });

        var job = await Api.RunAsync($$$"""{"type": "image", "payload": {"image_url": "{{{server.Url}}}"}}""");

        Assert.Equal($"GET '{server.Url.Authority}' answered 404 Not Found: no such picture", Failure(job, attempts: 1).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Http_ServerThatRecovers_SucceedsInALaterAttempt()
    {
        var calls = 0;
        await using var server = await RemoteServer.StartAsync(context =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                context.Response.StatusCode = 503;
            return context.Response.WriteAsync("hello");
        });

        var job = await Api.RunAsync($$$"""{"type": "http", "payload": {"url": "{{{server.Url}}}"}, "retry": {"delaySeconds": 0}}""");

        Assert.Equal(("succeeded", 2), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32()));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("error").ValueKind);
        Assert.Equal("hello", job.GetProperty("result").GetProperty("body").GetString());
    }

    [Fact]
    public async Task Http_WaitsForItsRetry_ShowsTheErrorAndWhenItGoesOn()
    {
        await using var server = await RemoteServer.StartAsync(static context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        });
        var id = (await Api.SubmitAsync($$$"""{"type": "http", "payload": {"url": "{{{server.Url}}}"}}""")).GetProperty("id").GetString();

        var job = await Eventually.SeeAsync(
            () => Api.GetJsonAsync($"/api/jobs/{id}"), static job => job.GetProperty("state").GetString() == "retrying", "a job that waits for its retry");

        Assert.Equal($"GET '{server.Url.Authority}' answered 503 Service Unavailable.", job.GetProperty("error").GetProperty("message").GetString());
        Assert.InRange(job.GetProperty("runAt").GetDateTimeOffset() - job.GetProperty("startedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(630));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("finishedAt").ValueKind);
        var old = await Api.GetJsonAsync($"/get_job_status/{id}");
        Assert.Equal("RETRY", old.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Http_LongerThanItsTimeout_Fails()
    {
        await using var gate = await GatedServer.StartAsync();

        var job = await Api.RunAsync(gate.Job(""", "timeoutSeconds": 0.2, "retry": {"maxAttempts": 1}"""));

        var error = Failure(job, attempts: 1);
        Assert.Equal(("Timeout", "The attempt took longer than its 00:00:00.2000000."), (error.GetProperty("type").GetString(), error.GetProperty("message").GetString()));
    }

    private static JsonElement Failure(JsonElement job, int attempts)
    {
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Equal(attempts, job.GetProperty("attempt").GetInt32());
        Assert.Equal(JsonValueKind.Null, job.GetProperty("result").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, job.GetProperty("finishedAt").ValueKind);
        var error = job.GetProperty("error");
        JsonAssert.HasMembers(["type", "message", "attempt", "at"], error);
        Assert.Equal(attempts, error.GetProperty("attempt").GetInt32());
        Assert.EndsWith("Z", error.GetProperty("at").GetString(), StringComparison.Ordinal);
        return error;
    }

    private static string ClosedAuthority()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
