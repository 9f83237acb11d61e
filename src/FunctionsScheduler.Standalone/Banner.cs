using FunctionsScheduler.Processing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Standalone;

/// <summary>Says in a few lines what was started and where.</summary>
internal sealed class Banner(StartupFacts facts, IOptions<JobOptions> jobs, IHostApplicationLifetime lifetime, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Print);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        Console.WriteLine("FunctionsScheduler is ready. Ctrl-C drains and stops it.");
        if (facts.Access is { } access)
        {
            // The addresses as they came to be: a port 0 has become a real one.
            var urls = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? access.Urls;
            Console.WriteLine($"  API      {string.Join(", ", urls)} (docs under /docs), {(access.KeysRequired ? "with API keys" : "open to this machine, no key needed")}");
        }
        if (facts.Role != Role.Api)
            Console.WriteLine($"  Worker   {jobs.Value.MaxConcurrentJobs} slots for {string.Join(", ", jobs.Value.QueueNames)}");
        Console.WriteLine($"  Store    {facts.Store}");
        Console.WriteLine($"  Metrics  {services.GetRequiredService<Api.Management.ManagementServer>().Address}metrics, health under /health/live and /health/ready");
    }
}
