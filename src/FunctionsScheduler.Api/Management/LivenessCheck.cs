using FunctionsScheduler.Processing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FunctionsScheduler.Api.Management;

/// <summary>Whether work moves in this process. A store that is away does not count: a restart would not bring it back.</summary>
internal sealed class LivenessCheck(IEnumerable<IWorker> workers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(workers.Select(static worker => worker.Standstill).FirstOrDefault(static reason => reason is not null) is { } reason
            ? HealthCheckResult.Unhealthy(reason)
            : HealthCheckResult.Healthy());
}
