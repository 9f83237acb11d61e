namespace FunctionsScheduler.Testing;

/// <summary>A running host of the platform as its clients see it: two addresses, and nothing of what is behind them.</summary>
public abstract class ApiHost(Uri address, Uri management) : IAsyncDisposable
{
    /// <summary>Where the API is.</summary>
    public Uri Address => address;

    /// <summary>Where the management port is.</summary>
    public Uri Management => management;

    public ApiClient Client { get; } = new(address);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task StopAsync();
}
