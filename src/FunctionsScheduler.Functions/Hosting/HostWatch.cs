using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Functions.Hosting;

/// <summary>
/// Ends the worker process when its Functions host has died without telling it (kill -9, out of memory): nobody would ever stop it, and it would
/// keep its management port from the worker of the next host.
/// </summary>
/// <param name="parent">The id of the process's parent, as it is now: an orphan gets another.</param>
/// <param name="lifetime">Ends the process.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where it says so.</param>
internal sealed class HostWatch(ParentProcess parent, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<HostWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (parent.Id is not { } host)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (parent.Id == host)
                continue;
            logger.HostGone(host);
            lifetime.StopApplication();
            return;
        }
    }
}
