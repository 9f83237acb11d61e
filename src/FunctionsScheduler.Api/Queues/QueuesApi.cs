using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Api.Queues;

/// <summary>Routes for looking at queues, and for what people do to them.</summary>
internal static class QueuesApi
{
    public static void MapQueuesApi(this IEndpointRouteBuilder routes)
    {
        var queues = routes.MapGroup("/api/queues").WithTags("Queues");
        queues.MapGet("", ListAsync).WithName("ListQueues").WithSummary("List the queues and what is in them");

        var queue = queues.MapGroup("/{queue}").ProducesProblem(StatusCodes.Status404NotFound).AddEndpointFilter(RefuseUnknownAsync);
        queue.MapGet("", GetAsync).WithName("GetQueue").WithSummary("Get a queue and what is in it");
        queue.MapPost("/pause", PauseAsync).WithName("PauseQueue").WithSummary("Give no more jobs to workers; running ones go on");
        queue.MapPost("/resume", ResumeAsync).WithName("ResumeQueue").WithSummary("Let a paused queue go on");
        queue.MapPost("/replay", ReplayAsync).WithName("ReplayDeadLetters").WithSummary("Make all dead letters ready again");
        queue.MapPost("/purge", PurgeAsync).WithName("PurgeQueue").WithSummary("Forget all jobs of a state")
            .WithDescription("The state is queued unless said otherwise; running jobs cannot be purged.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Ok<QueueStats[]>> ListAsync(JobQueue jobs, IOptions<JobOptions> options) =>
        TypedResults.Ok(await Task.WhenAll(options.Value.QueueNames.Select(jobs.StatsAsync)));

    private static async Task<Ok<QueueStats>> GetAsync(string queue, JobQueue jobs) => TypedResults.Ok(await jobs.StatsAsync(queue));

    private static async Task<Ok<QueueStats>> PauseAsync(string queue, JobQueue jobs)
    {
        await jobs.PauseAsync(queue);
        return await GetAsync(queue, jobs);
    }

    private static async Task<Ok<QueueStats>> ResumeAsync(string queue, JobQueue jobs)
    {
        await jobs.ResumeAsync(queue);
        return await GetAsync(queue, jobs);
    }

    private static async Task<Ok<JobCount>> ReplayAsync(string queue, JobQueue jobs) => TypedResults.Ok(new JobCount(await jobs.ReplayAsync(queue)));

    private static async Task<Results<Ok<JobCount>, ProblemHttpResult>> PurgeAsync(string queue, JobQueue jobs, [FromQuery] string state = "queued")
    {
        var allowed = Enum.GetValues<JobState>().Where(static s => s != JobState.Running).ToDictionary(static s => s.ToStoreName(), StringComparer.Ordinal);
        if (!allowed.TryGetValue(state, out var purged))
            return Problems.Invalid([new FieldError("state", $"is '{state}'; it must be one of: {string.Join(", ", allowed.Keys)}")]);
        return TypedResults.Ok(new JobCount(await jobs.PurgeAsync(queue, purged)));
    }

    private static ValueTask<object?> RefuseUnknownAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var name = (string)context.HttpContext.GetRouteValue("queue")!;
        var names = context.HttpContext.RequestServices.GetRequiredService<IOptions<JobOptions>>().Value.QueueNames;
        return names.Contains(name, StringComparer.Ordinal)
            ? next(context)
            : ValueTask.FromResult<object?>(Problems.NotFound($"There is no queue '{name}'; the queues are: {string.Join(", ", names)}."));
    }
}
