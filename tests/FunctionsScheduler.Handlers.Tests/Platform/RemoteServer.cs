using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Handlers.Tests.Platform;

/// <summary>A real web server on loopback: the remote side of a job.</summary>
internal sealed class RemoteServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RemoteServer(WebApplication app) => _app = app;

    public string Authority => new Uri(_app.Urls.Single()).Authority;

    public static async Task<RemoteServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RemoteServer(app);
    }

    public static Task<RemoteServer> ServeAsync(byte[] content, string contentType) => StartAsync(async context =>
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    });

    public static Task<RemoteServer> ServeAsync(string text, string contentType = "text/plain; charset=utf-8") =>
        ServeAsync(System.Text.Encoding.UTF8.GetBytes(text), contentType);

    public string Url(string path = "/") => $"http://{Authority}{path}";

    public async ValueTask DisposeAsync()
    {
        // A client that went away must not hold up the end.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
