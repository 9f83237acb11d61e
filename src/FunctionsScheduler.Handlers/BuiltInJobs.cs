using FunctionsScheduler.Handlers.Data;
using FunctionsScheduler.Handlers.Http;
using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Handlers;

/// <summary>The job types that come with the platform.</summary>
public static class BuiltInJobs
{
    /// <summary>
    /// Adds the job types <c>data</c>, <c>image</c> and <c>http</c>, each on the queue of its name, with the settings of the sections
    /// <c>Outbound</c>, <c>Data</c>, <c>Images</c> and <c>Http</c>.
    /// </summary>
    public static IServiceCollection AddBuiltInJobs(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOutbound(configuration);
        services.AddValidatedOptions<DataOptions>(configuration, DataOptions.Section);
        services.AddValidatedOptions<HttpOptions>(configuration, HttpOptions.Section);
        services.AddImages(configuration);
        return services
            .AddJob<DataHandler>("data")
            .AddJob<ImageHandler>("image")
            .AddJob<HttpHandler>("http");
    }
}
