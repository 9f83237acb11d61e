using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FunctionsScheduler;

/// <summary>Adds the platform to a host.</summary>
public static class SchedulerServices
{
    /// <summary>Adds what every process needs: the queues, the sweeper and the store. Settings: <c>Redis</c>, <c>Jobs</c>, <c>Retention</c>, <c>Limits</c>.</summary>
    public static IServiceCollection AddScheduler(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<JobOptions>(configuration, "Jobs");
        services.AddValidatedOptions<RetentionOptions>(configuration, "Retention");
        services.AddValidatedOptions<DurabilityOptions>(configuration, "Redis");
        services.AddValidatedOptions<CapacityOptions>(configuration, "Limits");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Func<double>>(Random.Shared.NextDouble);
        services.AddSingleton<IConnectionMultiplexer>(_ => RedisConnection.Open(configuration["Redis"]));
        services.AddSingleton<IArtifactStore, RedisArtifactStore>();
        services.TryAddSingleton<ISubmitBarrier>(provider => provider.GetRequiredService<IOptions<DurabilityOptions>>().Value is { Any: true } durability
            ? new ReplicationBarrier(durability, () => RedisConnection.Open(configuration["Redis"]))
            : new NoBarrier());
        services.TryAddSingleton<IStoreGauge, RedisGauge>();
        services.AddSingleton<StoreRoom>();
        services.AddSingleton<JobCatalog>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobSubmitter>();
        services.AddSingleton<JobWatcher>();
        services.AddHostedService<StoreSettingsCheck>();
        services.AddHostedService<Sweeper>();
        return services.AddHostedService<QueueMonitor>();
    }

    /// <summary>Adds what a process that takes submissions needs beside: the look at how full the store is.</summary>
    public static IServiceCollection AddSubmissions(this IServiceCollection services) => services.AddHostedService<StoreMonitor>();

    /// <summary>Adds a worker: the pump that runs jobs.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services) => services.AddWorker(static jobs => new WorkerOptions(jobs.QueueNames, AwaitsDoorbell: false, jobs.DrainTimeout));

    /// <summary>
    /// Adds a worker that claims jobs while an <see cref="IDoorbell"/> is answered, or when its jobs wait and nobody rings. A host that ends
    /// its processes quickly is taken into account: what runs when it is told to stop is given back at once, unless it was drained before.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="queues">The queues it works on.</param>
    public static IServiceCollection AddDoorbellWorker(this IServiceCollection services, IReadOnlyList<string> queues)
    {
        services.AddWorker(_ => new WorkerOptions(queues, AwaitsDoorbell: true, TimeSpan.Zero));
        services.AddSingleton<Doorbell>();
        services.AddSingleton<IDoorbell>(static provider => provider.GetRequiredService<Doorbell>());
        services.AddSingleton<ILiveness>(static provider => provider.GetRequiredService<Doorbell>());
        return services.AddHostedService(static provider => provider.GetRequiredService<Doorbell>());
    }

    private static IServiceCollection AddWorker(this IServiceCollection services, Func<JobOptions, WorkerOptions> options)
    {
        services.AddSingleton(provider => options(provider.GetRequiredService<IOptions<JobOptions>>().Value));
        services.AddSingleton<JobExecutor>();
        services.AddSingleton<JobPump>();
        services.AddSingleton<ILiveness>(static provider => provider.GetRequiredService<JobPump>());
        services.AddSingleton<IWorker, Worker>();
        return services.AddHostedService<WorkerService>();
    }

    /// <summary>Adds options of a configuration section that check themselves when the host starts.</summary>
    public static IServiceCollection AddValidatedOptions<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class, IValidatableObject
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TOptions>, SelfValidation<TOptions>>();
    }

    private sealed class SelfValidation<TOptions> : IValidateOptions<TOptions>
        where TOptions : class, IValidatableObject
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var errors = options.Validate(new ValidationContext(options)).Select(static result => result.ErrorMessage!).ToList();
            return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
        }
    }
}
