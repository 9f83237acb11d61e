using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Testing;

/// <summary>A web server that answers nobody until its gate is opened: a job that calls it runs for as long as a test wants.</summary>
public sealed class GatedServer : IAsyncDisposable
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RemoteServer? _server;
    private int _arrivals;

    private GatedServer()
    {
    }

    /// <summary>How many calls have come, those included that went away again.</summary>
    public int Arrivals => Volatile.Read(ref _arrivals);

    public static async Task<GatedServer> StartAsync()
    {
        var gated = new GatedServer();
        gated._server = await RemoteServer.StartAsync(gated.AnswerAsync);
        return gated;
    }

    /// <summary>An <c>http</c> job that calls the server, with more fields if need be: <c>, "priority": 1</c>.</summary>
    public string Job(string fields = "") => $$$"""{"type": "http", "payload": {"url": "{{{_server!.Url}}}"}{{{fields}}}}""";

    /// <summary>Waits for so many calls in all.</summary>
    public Task ArrivedAsync(int count) => Eventually.HoldsAsync(() => Arrivals >= count, $"{count} calls");

    public void Open() => _gate.TrySetResult();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _arrivals);
        await _gate.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("open", context.RequestAborted);
    }
}
