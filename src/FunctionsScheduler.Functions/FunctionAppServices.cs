using FunctionsScheduler.Api;
using FunctionsScheduler.Api.Auth;
using FunctionsScheduler.Functions.Hosting;
using FunctionsScheduler.Functions.Http;
using FunctionsScheduler.Handlers;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsScheduler.Functions;

/// <summary>Adds the platform to the function app.</summary>
internal static class FunctionAppServices
{
    /// <summary>Adds what the loaded functions need: the API, a worker for the queues that are served here, or both.</summary>
    public static IServiceCollection AddFunctionApp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScheduler(configuration);
        services.AddBuiltInJobs(configuration);
        services.AddManagement(configuration);
        services.AddSingleton(new ParentProcess());
        services.AddHostedService<HostWatch>();
        var loaded = new LoadedFunctions(configuration);
        if (loaded.ServeApi)
        {
            services.AddSchedulerApi(configuration);
            // Without keys nobody could use the API: then the start fails and says so.
            services.PostConfigure<AuthOptions>(static auth => auth.Required ??= true);
            services.AddSingleton<EndpointPipeline>();
        }
        if (loaded.QueuesOf(configuration) is { Count: > 0 } queues)
            services.AddDoorbellWorker(queues);
        // One after the other, a client that stalls would use up the time that jobs have to drain.
        return services.Configure<HostOptions>(static host => host.ServicesStopConcurrently = true);
    }
}
