using FunctionsScheduler.Api.Management;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsScheduler.Functions.Tests.Hosting;

/// <summary>
/// The function app under a host that does what the Functions host does with it: requests and list entries go to the functions whose
/// attributes ask for them, and to nothing else.
/// </summary>
public sealed class FunctionsHost : ApiHost
{
    private static readonly (string Name, string Value)[] Defaults = [("Management:Port", "0"), ("Outbound:AllowPrivateNetworks", "true"), ("Auth:Required", "false")];

    private readonly IHost _host;

    private FunctionsHost(IHost host, Uri address, Uri management)
        : base(address, management) => _host = host;

    /// <summary>The names of the list functions that were run so far, once a run.</summary>
    public IReadOnlyCollection<string> Runs => _host.Services.GetRequiredService<ListPoller>().Runs;

    public static async Task<FunctionsHost> StartAsync(string redis, params (string Name, string Value)[] settings)
    {
        var host = Build([("Redis", redis), .. settings]);
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            host.Dispose();
            throw;
        }
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new FunctionsHost(host, new Uri(address), host.Services.GetRequiredService<ManagementServer>().Address!);
    }

    internal static IHost Build(params (string Name, string Value)[] settings) =>
        new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(Pairs(Defaults)).AddInMemoryCollection(Pairs(settings)))
            .ConfigureServices(static (context, services) =>
            {
                services.AddFunctionApp(context.Configuration);
                services.AddSingleton<ListPoller>();
                services.AddHostedService(static provider => provider.GetRequiredService<ListPoller>());
            })
            .ConfigureWebHostDefaults(static web => web.UseUrls("http://127.0.0.1:0").Configure(static app =>
            {
                app.UseRouting();
                app.UseEndpoints(MapFunctions);
            }))
            .Build();

    protected override async Task StopAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Pairs((string Name, string Value)[] settings) =>
        settings.Select(static setting => KeyValuePair.Create(setting.Name, (string?)setting.Value));

    private static void MapFunctions(IEndpointRouteBuilder routes)
    {
        foreach (var function in DeclaredFunction.All.Where(static function => function.Http is not null))
        {
            routes.Map($"/{function.Http!.Route}", context => function.InvokeAsync(context.RequestServices, context.Request, context.RequestAborted))
                .WithMetadata(new HttpMethodMetadata(function.Http.Methods ?? []));
        }
    }
}
