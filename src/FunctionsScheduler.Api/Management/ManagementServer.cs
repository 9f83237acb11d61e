using System.Net;
using FunctionsScheduler.Processing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace FunctionsScheduler.Api.Management;

/// <summary>
/// A small web server beside the main one, for probes, Prometheus and preStop hooks: <c>/metrics</c>, <c>/health/live</c>,
/// <c>/health/ready</c>, <c>/drain</c>. On a port of its own it needs no key, cannot be reached where the API is published, and answers while
/// the API is busy.
/// </summary>
/// <param name="options">Where it listens.</param>
/// <param name="jobs">How long a drain takes at most, unless the caller says otherwise.</param>
/// <param name="workers">The process's worker, if it has one.</param>
/// <param name="metrics">What <c>/metrics</c> shows.</param>
/// <param name="health">What the health routes tell.</param>
/// <param name="loggers">Where it logs.</param>
internal sealed class ManagementServer(
    IOptions<ManagementOptions> options, IOptions<JobOptions> jobs, IEnumerable<IWorker> workers, MeterProvider metrics, HealthCheckService health, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, null);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(options.Value.Address), options.Value.Port));
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(health);
        _app = builder.Build();
        _app.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, null, "/metrics", null, null);
        _app.MapHealthApi();
        _app.MapDrainApi(workers.SingleOrDefault(), jobs.Value.DrainTimeout);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new IOException($"Management:Port {options.Value.Port} cannot be used: {e.Message} Set Management__Port to another port, or to 0 for any free one.", e);
        }
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
