namespace FunctionsScheduler.Testing;

/// <summary>A real redis-server.</summary>
public sealed class RedisFixture : StoreFixture
{
    private readonly RedisServer _server = new();

    public override string Endpoint => _server.Endpoint;

    protected override async Task<bool> StartAsync()
    {
        if (!RedisServer.IsInstalled)
            return false;
        await _server.StartAsync();
        return true;
    }

    protected override async Task StopAsync() => await _server.DisposeAsync();
}
