using FunctionsScheduler.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Functions.Http;

/// <summary>
/// The API's own request pipeline, the same in every host. HTTP functions declare routes and hand their requests on to it, so keys, validation,
/// errors and docs exist once.
/// </summary>
public sealed class EndpointPipeline
{
    private readonly RequestDelegate _pipeline;

    /// <summary>Puts the pipeline together.</summary>
    /// <param name="services">The app's services.</param>
    public EndpointPipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseSchedulerApi();
        _pipeline = app.Build();
    }

    /// <summary>Answers a request that was routed to a function.</summary>
    public Task AnswerAsync(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // What the functions host has found is the function; the API looks for its endpoint itself.
        request.HttpContext.SetEndpoint(null);
        request.RouteValues.Clear();
        return _pipeline(request.HttpContext);
    }
}
