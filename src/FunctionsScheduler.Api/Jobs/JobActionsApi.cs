using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FunctionsScheduler.Api.Jobs;

/// <summary>Routes for what people do to jobs.</summary>
internal static class JobActionsApi
{
    public static void MapJobActionsApi(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/jobs/{id}").WithTags("Jobs")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        jobs.MapPost("/cancel", CancelAsync).WithName("CancelJob").WithSummary("Call a job off")
            .WithDescription("A waiting job is cancelled at once (200); a running one is asked to stop (202).");
        jobs.MapPost("/retry", RetryAsync).WithName("RetryJob").WithSummary("Run a failed, cancelled or delayed job now")
            .WithDescription("With all its attempts before it.");
        jobs.MapDelete("", DeleteAsync).WithName("DeleteJob").WithSummary("Forget a job with its log and artifacts, unless it runs");
    }

    private static async Task<Results<Ok<Job>, Accepted<Job>, ProblemHttpResult>> CancelAsync(string id, JobQueue queue)
    {
        if (!JobId.TryParse(id, out var jobId))
            return Problems.UnknownJob(id);
        var outcome = await queue.CancelAsync(jobId);
        if (outcome == CancelOutcome.Unknown || await queue.GetAsync(jobId) is not { } job)
            return Problems.UnknownJob(id);
        return outcome switch
        {
            CancelOutcome.Stopping => TypedResults.Accepted($"/api/jobs/{id}", job),
            CancelOutcome.Finished => Problems.Conflict($"The job '{id}' has {job.State.ToStoreName()} already."),
            _ => TypedResults.Ok(job),
        };
    }

    private static async Task<Results<Ok<Job>, ProblemHttpResult>> RetryAsync(string id, JobQueue queue)
    {
        if (!JobId.TryParse(id, out var jobId) || await queue.RetryAsync(jobId) is not { } state || await queue.GetAsync(jobId) is not { } job)
            return Problems.UnknownJob(id);
        return state is JobState.Queued or JobState.Running or JobState.Succeeded
            ? Problems.Conflict($"The job '{id}' is {state.ToStoreName()}; only failed, cancelled, scheduled and retrying jobs can be made to run now.")
            : TypedResults.Ok(job);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, JobQueue queue)
    {
        if (!JobId.TryParse(id, out var jobId) || await queue.DeleteAsync(jobId) is not { } deleted)
            return Problems.UnknownJob(id);
        return deleted ? TypedResults.NoContent() : Problems.Conflict($"The job '{id}' is running; cancel it first.");
    }
}
