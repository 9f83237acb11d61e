using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Api.Queues;

/// <summary>Routes for looking at queues.</summary>
internal static class QueuesApi
{
    public static void MapQueuesApi(this IEndpointRouteBuilder routes)
    {
        var queues = routes.MapGroup("/api/queues").WithTags("Queues");
        queues.MapGet("", ListAsync).WithName("ListQueues").WithSummary("List the queues and what is in them");
        queues.MapGet("/{queue}", GetAsync).WithName("GetQueue").WithSummary("Get a queue and what is in it")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<QueueStats[]>> ListAsync(JobQueue jobs, IOptions<JobOptions> options) =>
        TypedResults.Ok(await Task.WhenAll(options.Value.QueueNames.Select(jobs.StatsAsync)));

    private static async Task<Results<Ok<QueueStats>, ProblemHttpResult>> GetAsync(string queue, JobQueue jobs, IOptions<JobOptions> options)
    {
        if (!options.Value.QueueNames.Contains(queue, StringComparer.Ordinal))
            return Problems.NotFound($"There is no queue '{queue}'; the queues are: {string.Join(", ", options.Value.QueueNames)}.");
        return TypedResults.Ok(await jobs.StatsAsync(queue));
    }
}
