using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Api.Requests;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FunctionsScheduler.Api.Compatibility;

/// <summary>The two routes of the FastAPI and Celery platform this one replaces, so that its clients go on working.</summary>
internal static class CeleryPlatformApi
{
    public static void MapCeleryPlatformApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("FastAPI + Celery platform");
        group.MapPost("/submit_job", SubmitAsync).WithName("SubmitTask").WithSummary("Submit a job, the old way")
            .Accepts<TaskSubmission>("application/json").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/get_job_status/{task_id}", GetStatusAsync).WithName("GetTaskStatus").WithSummary("Get a job's status, the old way")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<TaskAccepted>, ProblemHttpResult>> SubmitAsync(HttpRequest request, SubmissionReader reader, JobSubmitter submitter, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        var (task, problem) = await reader.ReadAsync<TaskSubmission>(request, static s => s.Payload);
        if (problem is not null)
            return problem;
        try
        {
            var job = await submitter.SubmitAsync(new JobSubmission { Type = task!.JobType, Payload = task.Payload }, idempotencyKey);
            return TypedResults.Ok(new TaskAccepted(job.Id));
        }
        catch (InvalidJobException e)
        {
            return Problems.Invalid([.. e.Errors.Select(static error => error.Field == "type" ? error with { Field = "job_type" } : error)]);
        }
    }

    private static async Task<Results<Ok<TaskReport>, ProblemHttpResult>> GetStatusAsync(string task_id, JobQueue queue)
    {
        if (!JobId.TryParse(task_id, out var id) || await queue.GetAsync(id) is not { } job)
            return Problems.NotFound("Task not found");
        var result = job.State == JobState.Failed ? RawJson.From(job.Error?.Message) : job.Result;
        return TypedResults.Ok(new TaskReport(job.Id, job.State.ToCelery(), result));
    }
}
