using System.Collections.Concurrent;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Testing;

/// <summary>
/// One kind of host on one kind of store, for the suite that every kind has to pass. All tests share a host; a test that needs other
/// settings, or the store to itself, gets another.
/// </summary>
public abstract class ApiFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(StoreFixture Store, ApiHost Host)>>> _others = new(StringComparer.Ordinal);
    private StoreFixture? _store;
    private ApiHost? _host;

    /// <summary>The host that tests share.</summary>
    public ApiHost Host => _host!;

    /// <summary>The queues of the shared host, for what HTTP cannot bring about.</summary>
    public JobQueue Queue => new(_store!.Connection, TimeProvider.System);

    /// <summary>Skips the test when the store is not installed.</summary>
    public virtual void Require()
    {
    }

    /// <summary>A host with settings of its own on a store of its own, shared by all who ask for the same settings.</summary>
    public async Task<ApiHost> OtherAsync(params (string Name, string Value)[] settings)
    {
        var key = string.Join(' ', settings);
        return (await _others.GetOrAdd(key, _ => new(() => StartOtherAsync(settings))).Value).Host;
    }

    /// <summary>Starts a host on a store. Jobs may reach private networks, unless the settings say otherwise.</summary>
    public abstract Task<ApiHost> StartAsync(string redis, params (string Name, string Value)[] settings);

    public async ValueTask InitializeAsync()
    {
        _store = NewStore();
        await _store.InitializeAsync();
        if (_store.Connection is not null)
            _host = await StartAsync(_store.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others.Values)
        {
            var (store, host) = await other.Value;
            await host.DisposeAsync();
            await store.DisposeAsync();
        }
        if (_host is not null)
            await _host.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract StoreFixture NewStore();

    private async Task<(StoreFixture Store, ApiHost Host)> StartOtherAsync((string Name, string Value)[] settings)
    {
        var store = NewStore();
        await store.InitializeAsync();
        return (store, await StartAsync(store.Endpoint, settings));
    }
}
