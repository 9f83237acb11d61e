using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsScheduler.Functions.Http;

/// <summary>Routes for submitting and following jobs, and for what people do to them.</summary>
/// <param name="api">Answers the requests.</param>
public sealed class JobFunctions(EndpointPipeline api)
{
    /// <summary>Submits a job.</summary>
    [Function(nameof(SubmitJob))]
    public Task SubmitJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Gets a job.</summary>
    [Function(nameof(GetJob))]
    public Task GetJob([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Follows a job.</summary>
    [Function(nameof(FollowJob))]
    public Task FollowJob([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/events")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Gets a job's log.</summary>
    [Function(nameof(GetJobLog))]
    public Task GetJobLog([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/logs")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Downloads an artifact of a job.</summary>
    [Function(nameof(GetJobArtifact))]
    public Task GetJobArtifact([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/artifacts/{name}")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Calls a job off.</summary>
    [Function(nameof(CancelJob))]
    public Task CancelJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/cancel")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Runs a failed, cancelled or delayed job now.</summary>
    [Function(nameof(RetryJob))]
    public Task RetryJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/retry")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Forgets a job.</summary>
    [Function(nameof(DeleteJob))]
    public Task DeleteJob([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jobs/{id}")] HttpRequest request) => api.AnswerAsync(request);
}
