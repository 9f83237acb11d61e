using Microsoft.Extensions.Hosting;

namespace FunctionsScheduler.Processing;

/// <summary>Runs the pump for as long as the process lives.</summary>
internal sealed class WorkerService(JobPump pump) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => pump.RunAsync(stoppingToken);
}
