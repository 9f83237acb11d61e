using FunctionsScheduler.Api;
using FunctionsScheduler.Api.Auth;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Handlers;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Standalone.Storage;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Standalone;

/// <summary>The platform in one process.</summary>
internal sealed class StandaloneApp : IAsyncDisposable
{
    public const string DefaultUrls = "http://localhost:8000";

    private readonly EmbeddedGarnet? _garnet;

    private StandaloneApp(IHost host, EmbeddedGarnet? garnet)
    {
        Host = host;
        _garnet = garnet;
    }

    public IHost Host { get; }

    /// <summary>Runs until the process is told to stop; 1 when the settings are wrong or something it needs cannot be had.</summary>
    public static async Task<int> RunAsync(Role role, string? urls, string[] settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = Build(role, urls, settings);
            await StartAsync(app.Host, cancellationToken);
            await app.Host.WaitForShutdownAsync(cancellationToken);
            // A service that failed has ended the host: whoever started the process should see that.
            return app.Host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(static service => service.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
        }
        catch (Exception e) when (e is OptionsValidationException or IOException or InvalidOperationException { InnerException: FormatException or ArgumentException })
        {
            var reason = e is OptionsValidationException invalid ? string.Join(" ", invalid.Failures) : e is IOException ? e.Message : $"{e.Message} {e.InnerException!.Message}";
            await Console.Error.WriteLineAsync($"Cannot start: {reason}");
            return 1;
        }
    }

    /// <summary>Puts the process together, its store running already.</summary>
    /// <param name="role">What the process does.</param>
    /// <param name="urls">Where the API listens; null for the setting <c>urls</c>, or else <see cref="DefaultUrls"/>.</param>
    /// <param name="settings">Settings as <c>--Name:Of=value</c>; they go before environment variables.</param>
    public static StandaloneApp Build(Role role, string? urls, string[] settings)
    {
        if (role == Role.Worker)
        {
            var worker = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(settings);
            var store = Configure(worker, role, null);
            return new StandaloneApp(worker.Build(), store);
        }
        var builder = WebApplication.CreateBuilder(settings);
        var access = Access.Of(urls ?? builder.Configuration["urls"] ?? DefaultUrls, builder.Configuration);
        builder.WebHost.UseUrls(access.Urls);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        // Without keys the API trusts whoever reaches it, so a web page must not reach it under a name of its own (DNS rebinding).
        if (!access.KeysRequired)
            builder.Configuration["AllowedHosts"] ??= access.IsLoopback ? "localhost;127.0.0.1;[::1]" : "*";
        var garnet = Configure(builder, role, access);
        builder.Services.AddSingleton(new AuthPolicy(access.KeysRequired));
        builder.Services.AddSchedulerApi(builder.Configuration);
        var app = builder.Build();
        app.UseSchedulerApi();
        return new StandaloneApp(app, garnet);
    }

    private static async Task StartAsync(IHost host, CancellationToken cancellationToken)
    {
        // What is wrong with settings is found before anything runs.
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        _ = host.Services.GetServices<IHostedService>().Count();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            // What was started before must end in order: a worker may have claimed jobs.
            await host.StopAsync(CancellationToken.None);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is IAsyncDisposable host)
            await host.DisposeAsync();
        _garnet?.Dispose();
    }

    private static EmbeddedGarnet? Configure(IHostApplicationBuilder builder, Role role, Access? access)
    {
        builder.Logging.AddSimpleConsole(static console => console.SingleLine = true);
        foreach (var noisy in new[] { "Microsoft", "System.Net.Http" })
            builder.Logging.AddFilter(noisy, LogLevel.Warning);
        // Why a start failed is said in one line, by RunAsync.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        var garnet = StartStore(builder.Configuration, role);
        if (garnet is { CommitsBeforeAcknowledging: true })
            builder.Services.AddSingleton<ISubmitBarrier, LogCommitBarrier>();
        if (garnet is not null)
            builder.Services.AddSingleton<IStoreGauge>(new GarnetGauge(garnet));
        builder.Services.AddScheduler(builder.Configuration);
        builder.Services.AddBuiltInJobs(builder.Configuration);
        builder.Services.AddManagement(builder.Configuration);
        if (role != Role.Api)
            builder.Services.AddWorker();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<Banner>(
            services, new StartupFacts(role, access, garnet is null ? "Redis" : $"embedded Garnet on {garnet.Endpoint}, data in {garnet.DataDirectory}")));
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<JobOptions>>(
            static (host, jobs) =>
            {
                host.ShutdownTimeout = jobs.Value.DrainTimeout + TimeSpan.FromSeconds(10);
                // One after the other, the web server would come first, and a client that stalls would use up the time that jobs have to drain.
                host.ServicesStopConcurrently = true;
            });
        return garnet;
    }

    private static EmbeddedGarnet? StartStore(IConfigurationManager configuration, Role role)
    {
        if (!string.IsNullOrWhiteSpace(configuration["Redis"]))
            return null;
        if (role != Role.All)
            throw Invalid("Redis", $"Redis is not set. The role '{role.ToString().ToLowerInvariant()}' shares a store with other processes, so it needs one: --Redis=localhost:6379");
        var options = configuration.GetSection("Garnet").Get<GarnetOptions>() ?? new GarnetOptions();
        var errors = options.Validate(new(options)).Select(static result => result.ErrorMessage!).ToArray();
        if (errors.Length > 0)
            throw Invalid("Garnet", errors);
        var garnet = EmbeddedGarnet.Start(options);
        configuration["Redis"] = garnet.Endpoint;
        return garnet;
    }

    private static OptionsValidationException Invalid(string name, params string[] errors) => new(name, typeof(StandaloneApp), errors);
}
