using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FunctionsScheduler.Api.Management;

/// <summary>Routes that tell whether the process lives and whether it can do its work.</summary>
internal static class HealthApi
{
    public const string ReadyTag = "ready";

    public static void MapHealthApi(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", static () => TypedResults.Ok(new HealthReply("healthy", null))).WithName("GetLiveness").WithSummary("Whether the process lives");
        health.MapGet("/ready", ReadyAsync).WithName("GetReadiness").WithSummary("Whether the process can take work");
    }

    private static async Task<JsonHttpResult<HealthReply>> ReadyAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(static check => check.Tags.Contains(ReadyTag), cancellationToken);
        var ready = report.Status == HealthStatus.Healthy;
        var checks = report.Entries.ToDictionary(
            static entry => entry.Key,
            static entry => entry.Value.Status == HealthStatus.Healthy ? "healthy" : entry.Value.Description ?? "unhealthy",
            StringComparer.Ordinal);
        return TypedResults.Json(
            new HealthReply(ready ? "healthy" : "unhealthy", checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
