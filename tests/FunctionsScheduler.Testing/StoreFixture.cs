using StackExchange.Redis;

namespace FunctionsScheduler.Testing;

/// <summary>A running store that tests of one class share; every test makes its own queues in it.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private static int _queues;

    /// <summary>The store's connection string. Skips the test when the store cannot run here.</summary>
    public abstract string Endpoint { get; }

    public IConnectionMultiplexer Connection { get; private set; } = null!;

    /// <summary>A queue that no other test has.</summary>
    public static string NewQueue() => $"q{Interlocked.Increment(ref _queues)}-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync()
    {
        if (await StartAsync())
            Connection = await ConnectionMultiplexer.ConnectAsync(Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        if (Connection is not null)
            await Connection.DisposeAsync();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the store; false when it is not installed.</summary>
    protected abstract Task<bool> StartAsync();

    protected abstract Task StopAsync();
}
