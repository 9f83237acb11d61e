using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsScheduler.Functions.Http;

/// <summary>Routes for looking at queues, and for what people do to them.</summary>
/// <param name="api">Answers the requests.</param>
public sealed class QueueManagementFunctions(EndpointPipeline api)
{
    /// <summary>Lists the queues.</summary>
    [Function(nameof(ListQueues))]
    public Task ListQueues([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/queues")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Gets a queue.</summary>
    [Function(nameof(GetQueue))]
    public Task GetQueue([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/queues/{queue}")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Gives no more jobs to workers.</summary>
    [Function(nameof(PauseQueue))]
    public Task PauseQueue([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/queues/{queue}/pause")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Lets a paused queue go on.</summary>
    [Function(nameof(ResumeQueue))]
    public Task ResumeQueue([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/queues/{queue}/resume")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Makes all dead letters ready again.</summary>
    [Function(nameof(ReplayDeadLetters))]
    public Task ReplayDeadLetters([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/queues/{queue}/replay")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>Forgets all jobs of a state.</summary>
    [Function(nameof(PurgeQueue))]
    public Task PurgeQueue([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/queues/{queue}/purge")] HttpRequest request) => api.AnswerAsync(request);
}
