using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsScheduler.Functions.Http;

/// <summary>
/// Whatever no other function declares: the root, which a function cannot have to itself (a host takes the route "" for the function's name, and
/// a worker cannot read "/"), and what does not exist or is asked for by the wrong method, so that its errors are the API's, too.
/// A host looks through the routes in the alphabetical order of the functions' names, so this name is the last.
/// </summary>
/// <param name="api">Answers the requests.</param>
public sealed class FallbackFunction(EndpointPipeline api)
{
    /// <summary>The route of everything.</summary>
    public const string Route = "{*path}";

    /// <summary>Answers what no other function does.</summary>
    [Function(nameof(UnroutedRequest))]
    public Task UnroutedRequest([HttpTrigger(AuthorizationLevel.Anonymous, Route = Route)] HttpRequest request) => api.AnswerAsync(request);
}
