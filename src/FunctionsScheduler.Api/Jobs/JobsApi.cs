using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Api.Requests;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace FunctionsScheduler.Api.Jobs;

/// <summary>Routes for submitting and following jobs.</summary>
internal static class JobsApi
{
    private const int MaxWaitSeconds = 300;

    public static void MapJobsApi(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/jobs").WithTags("Jobs");
        jobs.MapPost("", SubmitAsync).WithName("SubmitJob").WithSummary("Submit a job")
            .WithDescription(
                "Answers at once with the job, which is safely in its queue by then. Follow it under the address in Location. With an Idempotency-Key of your own " +
                "making (1 to 255 visible ASCII characters) you may repeat the request when its answer got lost: for 24 hours the same key gives the same answer " +
                "and no second job.")
            .Accepts<JobSubmission>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        jobs.MapGet("/{id}", GetAsync).WithName("GetJob").WithSummary("Get a job")
            .WithDescription("With 'wait', the answer is held until the job has finished or that many seconds have passed.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("/{id}/events", FollowAsync).WithName("FollowJob").WithSummary("Follow a job")
            .WithDescription(
                "Server-sent events named 'job', each with the job as it stands: at once, whenever it has changed, every 15 seconds, and when it has finished; " +
                "then the stream ends. A client that has seen the end and asks again with Last-Event-ID, as browsers do, gets 204.")
            .Produces<Job>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("/{id}/logs", GetLogAsync).WithName("GetJobLog").WithSummary("Get a job's log")
            .ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("/{id}/artifacts/{name}", GetArtifactAsync).WithName("GetJobArtifact").WithSummary("Download an artifact of a job")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Accepted<Job>, ProblemHttpResult>> SubmitAsync(HttpRequest request, SubmissionReader reader, JobSubmitter submitter, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        var (submission, problem) = await reader.ReadAsync<JobSubmission>(request, static s => s.Payload);
        if (problem is not null)
            return problem;
        var job = await submitter.SubmitAsync(submission!, idempotencyKey);
        return TypedResults.Accepted($"/api/jobs/{job.Id}", job);
    }

    private static async Task<Results<Ok<Job>, ProblemHttpResult>> GetAsync(
        string id, JobQueue queue, JobWatcher watcher, IHostApplicationLifetime lifetime, CancellationToken cancellationToken, [FromQuery] string? wait = null)
    {
        var seconds = 0.0;
        if (wait is not null && !(double.TryParse(wait, System.Globalization.CultureInfo.InvariantCulture, out seconds) && seconds is >= 0 and <= MaxWaitSeconds))
            return Problems.Invalid([new FieldError("wait", $"is '{wait}'; it must be a number of seconds from 0 to {MaxWaitSeconds}")]);
        if (!JobId.TryParse(id, out var jobId))
            return Problems.UnknownJob(id);
        // A host that stops does not make its jobs wait for its clients.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var job = seconds > 0 ? await watcher.WaitAsync(jobId, TimeSpan.FromSeconds(seconds), stop.Token) : await queue.GetAsync(jobId);
        return job is null ? Problems.UnknownJob(id) : TypedResults.Ok(job);
    }

    private static async Task<Results<ServerSentEventsResult<Job>, NoContent, ProblemHttpResult>> FollowAsync(
        string id, JobQueue queue, JobWatcher watcher, IHostApplicationLifetime lifetime, [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        if (!JobId.TryParse(id, out var jobId) || await queue.GetAsync(jobId) is not { } job)
            return Problems.UnknownJob(id);
        return job.State.IsFinished() && lastEventId == EventId(job)
            ? TypedResults.NoContent()
            : TypedResults.ServerSentEvents(EventsAsync(jobId, watcher, lifetime.ApplicationStopping));
    }

    private static async IAsyncEnumerable<SseItem<Job>> EventsAsync(
        JobId id, JobWatcher watcher, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        await foreach (var job in watcher.FollowAsync(id, stop.Token))
            yield return new SseItem<Job>(job, "job") { EventId = EventId(job) };
    }

    private static string EventId(Job job) => $"{job.Attempt}-{job.State.ToStoreName()}";

    private static async Task<Results<Ok<JobLog>, ProblemHttpResult>> GetLogAsync(string id, JobQueue queue)
    {
        if (!JobId.TryParse(id, out var jobId) || await queue.GetAsync(jobId) is null)
            return Problems.UnknownJob(id);
        return TypedResults.Ok(new JobLog(await queue.GetLogAsync(jobId)));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetArtifactAsync(
        string id, string name, IArtifactStore artifacts, HttpResponse response, CancellationToken cancellationToken)
    {
        if (!JobId.TryParse(id, out var jobId))
            return Problems.UnknownJob(id);
        if (!ArtifactName.IsValid(name) || await artifacts.FindAsync(jobId, name, cancellationToken) is not { } artifact)
            return Problems.NotFound($"The job '{id}' has no artifact '{name}'.");
        response.ContentLength = artifact.Bytes;
        // An artifact is somebody's file: it must not act as a page of this site.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
        return TypedResults.Stream(
            async stream =>
            {
                await foreach (var chunk in artifacts.ReadAsync(jobId, artifact, cancellationToken))
                    await stream.WriteAsync(chunk, cancellationToken);
            },
            artifact.ContentType);
    }
}
