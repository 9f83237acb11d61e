using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsScheduler.Functions.Http;

/// <summary>The API's description, for programs and for people.</summary>
/// <param name="api">Answers the requests.</param>
public sealed class DocsFunctions(EndpointPipeline api)
{
    /// <summary>The OpenAPI document.</summary>
    [Function(nameof(GetOpenApi))]
    public Task GetOpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi/v1.json")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>The page of the docs.</summary>
    [Function(nameof(GetDocs))]
    public Task GetDocs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/{documentName?}")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>The program of the page.</summary>
    [Function(nameof(GetDocsScript))]
    public Task GetDocsScript([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/scalar.js")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>What starts the program.</summary>
    [Function(nameof(GetDocsStart))]
    public Task GetDocsStart([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/scalar.aspnetcore.js")] HttpRequest request) => api.AnswerAsync(request);

    /// <summary>The icon of the page.</summary>
    [Function(nameof(GetDocsIcon))]
    public Task GetDocsIcon([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/favicon.svg")] HttpRequest request) => api.AnswerAsync(request);
}
