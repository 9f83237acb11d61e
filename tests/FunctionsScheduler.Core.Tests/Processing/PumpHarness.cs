using System.Text;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Processing;

/// <summary>A pump with one job type, <c>test</c>, whose handler is whatever the test says, on a clock of the test's own.</summary>
internal sealed class PumpHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();

    public PumpHarness(
        string endpoint, Func<JobContext, Task<string>> handler, int slots = 4, string? queues = null, JobTypeOptions? type = null, bool awaitsDoorbell = false,
        ILoggerProvider? logs = null)
    {
        Name = StoreFixture.NewQueue();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Redis"] = endpoint,
            ["Jobs:Queues"] = queues ?? Name,
            ["Jobs:MaxConcurrentJobs"] = $"{slots}",
            ["Jobs:DrainTimeout"] = "00:00:10",
        };
        var services = new ServiceCollection().AddLogging(logging =>
        {
            if (logs is not null)
                logging.AddProvider(logs);
        });
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<Func<double>>(static () => 0.5).AddSingleton(handler);
        services.AddScheduler(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddJob<Handler>("test", Name, type);
        if (awaitsDoorbell)
            services.AddDoorbellWorker([Name]);
        else
            services.AddWorker();
        _services = services.BuildServiceProvider();
        Queue = _services.GetRequiredService<JobQueue>();
        Running = _services.GetRequiredService<JobPump>().RunAsync(_stopping.Token);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public string Name { get; }

    /// <summary>The pump's work, until it ends.</summary>
    public Task Running { get; }

    public IWorker Worker => _services.GetRequiredService<IWorker>();

    public JobPump Pump => _services.GetRequiredService<JobPump>();

    public Doorbell Doorbell => _services.GetRequiredService<Doorbell>();

    public StoreRoom Room => _services.GetRequiredService<StoreRoom>();

    public JobQueue Queue { get; }

    public async Task<JobId> SubmitAsync(NewJob? job = null)
    {
        job ??= New();
        await Queue.SubmitAsync(job.Id.Queue, [job]);
        return job.Id;
    }

    public NewJob New(string? queue = null) => new(JobId.New(queue ?? Name, Clock.GetUtcNow()), "test", new RawJson(Encoding.UTF8.GetBytes("{}")));

    /// <summary>Waits, on a clock that stands still, until a job is in a state.</summary>
    public async Task<Job> ReachesAsync(JobId id, JobState state)
    {
        Job? job = null;
        await Eventually.HoldsAsync(async () => (job = await Queue.GetAsync(id))?.State == state, $"{id} is {state}");
        return job!;
    }

    /// <summary>Lets the clock run until a job is in a state.</summary>
    public async Task<Job> ReachesAsync(JobId id, JobState state, TimeSpan step)
    {
        Job? job = null;
        await Eventually.HoldsAsync(Clock, step, async () => (job = await Queue.GetAsync(id))?.State == state, $"{id} is {state}");
        return job!;
    }

    /// <summary>Tells the pump to stop, and lets the clock run until it has.</summary>
    public async Task StopAsync(TimeSpan step)
    {
        await _stopping.CancelAsync();
        await Eventually.HoldsAsync(Clock, step, () => Task.FromResult(Running.IsCompleted), "the pump has stopped");
        await Running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(1));
        await _services.DisposeAsync();
        _stopping.Dispose();
    }

    private sealed record Empty;

    private sealed class Handler(Func<JobContext, Task<string>> handle) : IJobHandler<Empty, string>
    {
        public Task<string> HandleAsync(Empty payload, JobContext context) => handle(context);
    }
}
