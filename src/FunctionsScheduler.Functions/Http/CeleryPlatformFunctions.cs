using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsScheduler.Functions.Http;

/// <summary>The two routes of the FastAPI and Celery platform this one replaces.</summary>
/// <param name="api">Answers the requests.</param>
public sealed class CeleryPlatformFunctions(EndpointPipeline api)
{
    /// <summary>Submits a job, the old way.</summary>
    [Function(nameof(SubmitTask))]
    public Task SubmitTask([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "submit_job")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Gets a job's status, the old way.</summary>
    [Function(nameof(GetTaskStatus))]
    public Task GetTaskStatus([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "get_job_status/{task_id}")] HttpRequest request) => api.AnswerAsync(request);
}
