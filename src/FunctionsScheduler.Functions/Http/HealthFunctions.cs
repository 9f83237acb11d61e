using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsScheduler.Functions.Http;

/// <summary>Routes that tell whether the process lives and whether it can do its work.</summary>
/// <param name="api">Answers the requests.</param>
public sealed class HealthFunctions(EndpointPipeline api)
{
    /// <summary>Whether the process lives.</summary>
    [Function(nameof(GetLiveness))]
    public Task GetLiveness([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Whether the process can take work.</summary>
    [Function(nameof(GetReadiness))]
    public Task GetReadiness([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request) => api.AnswerAsync(request);
}
