using System.Globalization;
using System.Net;
using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace FunctionsScheduler.Api.Management;

/// <summary>
/// The route that prepares a worker for its end, for a preStop hook: a Functions host tells its worker of a SIGTERM only seconds before it
/// ends it. Whoever can call it stops the worker's work, so it answers callers in the same pod or on the same machine alone.
/// </summary>
internal static class DrainApi
{
    public const string Path = "/drain";
    private const int MostSeconds = 86_400;

    /// <summary>Maps <c>POST /drain?seconds=N</c>.</summary>
    /// <param name="routes">The management port's routes.</param>
    /// <param name="worker">The process's worker; null when it has none, which has nothing to drain.</param>
    /// <param name="limit">How long a drain may take when the caller does not say.</param>
    public static void MapDrainApi(this IEndpointRouteBuilder routes, IWorker? worker, TimeSpan limit) =>
        routes.MapPost(Path, (HttpContext context, string? seconds, IHostApplicationLifetime lifetime) => DrainAsync(context, seconds, worker, limit, lifetime));

    private static async Task<Results<Ok<DrainReply>, ProblemHttpResult>> DrainAsync(
        HttpContext context, string? seconds, IWorker? worker, TimeSpan limit, IHostApplicationLifetime lifetime)
    {
        if (!IsLocal(context.Connection))
            return Problems.Forbidden("A worker is drained from inside its pod, or from its own machine.");
        if (seconds is not null)
        {
            if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given > MostSeconds)
                return Problems.Invalid([new FieldError("seconds", $"must be a whole number from 0 to {MostSeconds}")]);
            limit = TimeSpan.FromSeconds(given);
        }
        if (worker is null)
            return TypedResults.Ok(new DrainReply("drained", 0));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var drained = await worker.DrainAsync(limit, over.Token);
        return TypedResults.Ok(new DrainReply(drained ? "drained" : "draining", worker.Running));
    }

    private static bool IsLocal(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } remote && (IPAddress.IsLoopback(remote) || remote.Equals(connection.LocalIpAddress));
}
