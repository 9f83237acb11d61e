using FunctionsScheduler.Api.Auth;
using FunctionsScheduler.Api.Compatibility;
using FunctionsScheduler.Api.Docs;
using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Api.Jobs;
using FunctionsScheduler.Api.Management;
using FunctionsScheduler.Api.Queues;
using FunctionsScheduler.Api.Requests;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FunctionsScheduler.Api;

/// <summary>Adds the HTTP API to a host.</summary>
public static class ApiServices
{
    /// <summary>Adds what the API needs. Settings: <c>Auth</c>, <c>Limits</c>.</summary>
    public static IServiceCollection AddSchedulerApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<AuthOptions>(configuration, "Auth");
        services.AddValidatedOptions<LimitsOptions>(configuration, "Limits");
        services.TryAddSingleton(static provider => new AuthPolicy(provider.GetRequiredService<IOptions<AuthOptions>>().Value.Required ?? true));
        // The parts of AddAuthentication without data protection: there are no cookies, so nothing needs its keys on disk.
        services.AddAuthenticationCore(static options => options.DefaultScheme = ApiKeyHandler.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<AuthPolicy>(static (options, policy) => options.FallbackPolicy = policy.ToAuthorizationPolicy());
        services.AddProblemDetails(static options => options.CustomizeProblemDetails = static context =>
        {
            context.ProblemDetails.Extensions.Remove("traceId");
            // Routing refuses what a route does not accept before the route can say anything.
            if (context.ProblemDetails.Status == StatusCodes.Status415UnsupportedMediaType)
                context.ProblemDetails.Detail ??= JsonBody.ContentTypes;
        });
        services.AddExceptionHandler<ExceptionProblems>();
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.Encoder = JobJson.Options.Encoder;
            options.SerializerOptions.NumberHandling = JobJson.Options.NumberHandling;
            foreach (var converter in JobJson.Options.Converters)
                options.SerializerOptions.Converters.Add(converter);
        });
        services.AddSubmissions();
        services.AddSingleton<SubmissionReader>();
        return services.AddOpenApi("v1", ApiDescription.Configure);
    }

    /// <summary>Adds the management port, metrics and traces, for every kind of process. Settings: <c>Management</c>, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public static IServiceCollection AddManagement(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ManagementOptions>(configuration, "Management");
        services.AddHealthChecks()
            .AddCheck<LivenessCheck>("work", tags: [HealthApi.LiveTag])
            .AddCheck<StoreHealthCheck>("store", tags: [HealthApi.ReadyTag], timeout: TimeSpan.FromSeconds(3));
        var telemetry = services.AddOpenTelemetry()
            .WithMetrics(static metrics => metrics
                .AddMeter(JobMetrics.MeterName)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddView(static instrument => JobMetrics.DurationHistograms.Contains(instrument.Name, StringComparer.Ordinal) ? JobDurations : null)
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter().WithTracing(
                static traces => traces.AddSource(JobTracing.SourceName).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());
        }
        services.AddSingleton<ManagementServer>();
        return services.AddHostedService(static provider => provider.GetRequiredService<ManagementServer>());
    }

    /// <summary>Puts the API into a host's request pipeline.</summary>
    public static void UseSchedulerApi(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseEndpoints(static routes =>
        {
            routes.MapJobsApi();
            routes.MapJobActionsApi();
            routes.MapQueuesApi();
            routes.MapCeleryPlatformApi();
            routes.MapGroup("").AllowAnonymous().MapHealthApi();
            routes.MapDocsApi();
        });
    }

    /// <summary>From a millisecond to an hour: jobs are quick and slow.</summary>
    private static ExplicitBucketHistogramConfiguration JobDurations { get; } = new()
    {
        Boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };
}
