using System.Text;
using System.Text.Json;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Handlers.Tests.Platform;

/// <summary>The built-in job types as a host registers them; runs jobs from JSON to JSON.</summary>
internal sealed class JobHost : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly JobCatalog _catalog;

    private JobHost(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddBuiltInJobs(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        _catalog = new JobCatalog(_services.GetServices<JobType>());
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _services;

    public JobCatalog Catalog => _catalog;

    /// <summary>A host whose jobs may reach the servers of the tests.</summary>
    public static JobHost Open(params (string Name, string Value)[] settings) => Guarded([("Outbound:AllowPrivateNetworks", "true"), .. settings]);

    /// <summary>A host with the settings given and no others.</summary>
    public static JobHost Guarded(params (string Name, string Value)[] settings) =>
        new(settings.Select(static setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));

    /// <summary>What is wrong with a payload, as <c>field: message</c>.</summary>
    public IReadOnlyList<string> Validate(string type, string payload) =>
        [.. Type(type).Validate(Json(payload)).Select(static error => $"{error.Field}: {error.Message}")];

    /// <summary>Runs a job whose payload is right.</summary>
    public async Task<JsonElement> RunAsync(string type, string payload, JobContext? context = null)
    {
        Assert.Empty(Validate(type, payload));
        await using var scope = _services.CreateAsyncScope();
        var result = await Type(type).HandleAsync(scope.ServiceProvider, Json(payload), context ?? new TestJobContext());
        return JsonSerializer.Deserialize<JsonElement>(result.Utf8.Span);
    }

    public void Dispose() => _services.Dispose();

    private static RawJson Json(string text) => new(Encoding.UTF8.GetBytes(text));

    private JobType Type(string name) => _catalog.TryGet(name, out var type) ? type : throw new ArgumentException($"No job type '{name}'.", nameof(name));
}
