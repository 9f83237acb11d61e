using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FunctionsScheduler.Api.Management;

/// <summary>Routes that tell whether the process lives and whether it can do its work.</summary>
internal static class HealthApi
{
    public const string LiveTag = "live";
    public const string ReadyTag = "ready";

    public static void MapHealthApi(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", static (HealthCheckService checks, CancellationToken cancellationToken) => CheckAsync(LiveTag, checks, cancellationToken))
            .WithName("GetLiveness").WithSummary("Whether the process lives and its work moves");
        health.MapGet("/ready", static (HealthCheckService checks, CancellationToken cancellationToken) => CheckAsync(ReadyTag, checks, cancellationToken))
            .WithName("GetReadiness").WithSummary("Whether the process can take work");
    }

    private static async Task<JsonHttpResult<HealthReply>> CheckAsync(string tag, HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(tag), cancellationToken);
        var ready = report.Status == HealthStatus.Healthy;
        var results = report.Entries.ToDictionary(
            static entry => entry.Key,
            static entry => entry.Value.Status == HealthStatus.Healthy ? "healthy" : entry.Value.Description ?? "unhealthy",
            StringComparer.Ordinal);
        return TypedResults.Json(
            new HealthReply(ready ? "healthy" : "unhealthy", results), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
