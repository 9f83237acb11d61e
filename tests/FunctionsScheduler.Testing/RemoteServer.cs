using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Testing;

/// <summary>A web server on loopback: the remote side of a job.</summary>
public sealed class RemoteServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RemoteServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public string Authority => Url.Authority;

    /// <summary>The address of a path on it.</summary>
    public string At(string path = "/") => $"http://{Authority}{path}";

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

    public async ValueTask DisposeAsync()
    {
        // Requests that are held must not hold up the end.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
