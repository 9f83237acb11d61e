using System.Collections.Concurrent;
using System.Text;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Handlers.Tests.Outbound;

public sealed class RedirectTests
{
    [Fact]
    public async Task Send_UpToFiveRedirects_AreFollowed()
    {
        using var jobs = JobHost.Open();
        await using var server = await CountdownAsync();

        var result = await jobs.RunAsync("http", $$"""{"url": "{{server.At("/5")}}"}""");

        Assert.Equal("there", result.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("/6")]
    [InlineData("/loop")]
    public async Task Send_MoreRedirects_FailForGood(string path)
    {
        using var jobs = JobHost.Open();
        await using var server = await CountdownAsync();

        var error = await Assert.ThrowsAsync<PermanentJobException>(() => jobs.RunAsync("http", $$"""{"url": "{{server.At(path)}}"}"""));

        Assert.Equal($"'{server.Authority}' redirects more than 5 times.", error.Message);
    }

    [Theory]
    [InlineData(301, "POST", "GET", "")]
    [InlineData(302, "POST", "GET", "")]
    [InlineData(303, "PUT", "GET", "")]
    [InlineData(302, "PUT", "PUT", "body")]
    [InlineData(307, "POST", "POST", "body")]
    [InlineData(308, "POST", "POST", "body")]
    public async Task Send_Redirect_KeepsOrChangesTheMethodAsTheStatusSays(int status, string method, string followedBy, string body)
    {
        using var jobs = JobHost.Open();
        var seen = new ConcurrentQueue<(string Method, string Body)>();
        await using var server = await RemoteServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            seen.Enqueue((context.Request.Method, await reader.ReadToEndAsync(context.RequestAborted)));
            if (context.Request.Path != "/there")
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = "/there";
            }
        });

        await jobs.RunAsync("http", $$"""{"url": "{{server.At()}}", "method": "{{method}}", "body": "body"}""");

        Assert.Equal([(method, "body"), (followedBy, body)], seen);
    }

    [Fact]
    public async Task Send_RedirectToAnotherOrigin_LeavesSecretsBehind()
    {
        using var jobs = JobHost.Open();
        var seen = new TaskCompletionSource<IHeaderDictionary>();
        await using var other = await RemoteServer.StartAsync(context =>
        {
            seen.SetResult(new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)));
            return Task.CompletedTask;
        });
        await using var server = await RemoteServer.StartAsync(context =>
        {
            context.Response.Redirect(other.At());
            return Task.CompletedTask;
        });

        await jobs.RunAsync("http", $$$"""{"url": "{{{server.At()}}}", "headers": {"Authorization": "Bearer a", "Cookie": "a=b", "X-Api-Key": "c", "Accept": "text/html"}}""");

        var headers = await seen.Task;
        Assert.Equal(("", "", ""), ($"{headers.Authorization}", $"{headers.Cookie}", $"{headers["X-Api-Key"]}"));
        Assert.Equal("text/html", headers.Accept);
        Assert.Single(headers["X-Job-Id"].ToArray());
    }

    [Fact]
    public async Task Send_RedirectWithinTheOrigin_KeepsHeaders()
    {
        using var jobs = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(static async context =>
        {
            if (context.Request.Path == "/there")
                await context.Response.WriteAsync(context.Request.Headers.Authorization.ToString());
            else
                context.Response.Redirect("/there");
        });

        var result = await jobs.RunAsync("http", $$$"""{"url": "{{{server.At()}}}", "headers": {"Authorization": "Bearer a"}}""");

        Assert.Equal("Bearer a", result.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Send_CookieOfOneAnswer_IsNotSentWithTheNext()
    {
        using var jobs = JobHost.Open();
        await using var server = await RemoteServer.StartAsync(static async context =>
        {
            context.Response.Cookies.Append("a", "b");
            await context.Response.WriteAsync(context.Request.Headers.Cookie.ToString());
        });
        var payload = $$"""{"url": "{{server.At()}}"}""";

        await jobs.RunAsync("http", payload);
        var result = await jobs.RunAsync("http", payload);

        Assert.Equal("", result.GetProperty("body").GetString());
    }

    /// <summary>Redirects <c>/3</c> to <c>/2</c> and so on, and <c>/loop</c> to itself.</summary>
    private static Task<RemoteServer> CountdownAsync() => RemoteServer.StartAsync(static async context =>
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        if (path == "0")
            await context.Response.WriteAsync("there");
        else
            context.Response.Redirect(int.TryParse(path, out var left) ? $"/{left - 1}" : "/loop");
    });
}
