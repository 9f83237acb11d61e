using FunctionsScheduler.Functions.Tests.Hosting;
using FunctionsScheduler.Testing;

[assembly: AssemblyFixture(typeof(FunctionsOnGarnet))]

namespace FunctionsScheduler.Functions.Tests.Hosting;

/// <summary>The function app on the embedded store: what differs between stores is tested on Standalone.</summary>
public sealed class FunctionsOnGarnet : ApiFixture
{
    public override async Task<ApiHost> StartAsync(string redis, params (string Name, string Value)[] settings) =>
        await FunctionsHost.StartAsync(redis, settings);

    protected override StoreFixture NewStore() => new GarnetFixture();
}
