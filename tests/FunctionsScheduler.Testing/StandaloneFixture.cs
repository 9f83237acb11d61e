namespace FunctionsScheduler.Testing;

/// <summary>Standalone on the embedded store.</summary>
public sealed class StandaloneOnGarnet : ApiFixture
{
    public override async Task<ApiHost> StartAsync(string redis, params (string Name, string Value)[] settings) =>
        await StandaloneHost.StartAsync(redis, settings);

    protected override StoreFixture NewStore() => new GarnetFixture();
}

/// <summary>Standalone on a real redis-server.</summary>
public sealed class StandaloneOnRedis : ApiFixture
{
    public override void Require() => RedisServer.Require();

    public override async Task<ApiHost> StartAsync(string redis, params (string Name, string Value)[] settings) =>
        await StandaloneHost.StartAsync(redis, settings);

    protected override StoreFixture NewStore() => new RedisFixture();
}
