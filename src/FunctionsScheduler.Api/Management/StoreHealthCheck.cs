using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Api.Management;

/// <summary>Whether the store answers and runs the engine's scripts.</summary>
internal sealed class StoreHealthCheck(JobQueue queue, IOptions<JobOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await queue.StatsAsync(options.Value.QueueNames[0]);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException e)
        {
            return HealthCheckResult.Unhealthy("the job store is unavailable", e);
        }
    }
}
