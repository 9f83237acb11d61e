using FunctionsScheduler.Api.Management;
using FunctionsScheduler.Standalone;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Testing;

/// <summary>Standalone inside the test process, on ports of its own.</summary>
public sealed class StandaloneHost : ApiHost
{
    private readonly StandaloneApp _app;

    private StandaloneHost(StandaloneApp app, Uri address, Uri management)
        : base(address, management) => _app = app;

    public static async Task<StandaloneHost> StartAsync(string redis, params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] all =
        [
            ("Redis", redis), ("Management:Port", "0"), ("Outbound:AllowPrivateNetworks", "true"), ("Logging:Console:LogLevel:Default", "None"), .. settings,
        ];
        var app = StandaloneApp.Build(Role.All, "http://127.0.0.1:0", [.. all.Select(static setting => $"--{setting.Name}={setting.Value}")]);
        try
        {
            await app.Host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        var services = app.Host.Services;
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new StandaloneHost(app, new Uri(address), services.GetRequiredService<ManagementServer>().Address!);
    }

    protected override async Task StopAsync()
    {
        await _app.Host.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
