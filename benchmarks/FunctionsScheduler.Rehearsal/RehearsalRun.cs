using System.Collections.Concurrent;
using System.Globalization;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Rehearsal.Cluster;
using FunctionsScheduler.Rehearsal.Judgement;
using FunctionsScheduler.Rehearsal.Load;
using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Rehearsal;

/// <summary>One rehearsal: Redis, an API, as many workers as the autoscaling wants, and the load; in the end, the verdict.</summary>
internal sealed class RehearsalRun(RehearsalSettings settings, TextWriter output) : IAsyncDisposable
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    /// <summary>What KEDA and the autoscaler need at most to come down to zero is their own; this much more may a slow machine take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TestDirectory _directory = new();
    private readonly RedisServer _redis = new();
    private readonly ConcurrentQueue<ScaleChange> _changes = new();
    private readonly List<Sample> _samples = [];

    /// <summary>Runs the rehearsal.</summary>
    public async Task<Verdict> RunAsync()
    {
        var (scaledObject, worker) = (settings.ScaledObject, settings.Worker);
        var queue = QueueOf(scaledObject.Triggers[0].Key);
        await _redis.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.Endpoint);
        await using var api = await StandaloneProcess.StartAsync(_directory, "--role", "api", $"--Redis={_redis.Endpoint}", $"--Jobs:Queues={queue}");

        var plan = settings.Load.Plan(worker.Slots, scaledObject.MaxReplicas);
        var clock = new RehearsalClock(settings.Speed);
        await using var target = new JobTarget(plan, clock);
        await target.StartAsync();
        var driver = new JobDriver(api.Client.Http, queue, target, clock);
        await using var pods = new WorkerPods(scaledObject.Target, worker, clock, _directory, ArgumentsOf(queue, clock));
        using var over = new CancellationTokenSource();
        var scaling = new ControlLoops(scaledObject, new TriggerValues(redis.GetDatabase(), scaledObject), pods, clock, Changed).RunAsync(over.Token);
        var driving = driver.RunAsync(plan, CancellationToken.None);

        var limit = settings.Load.Phases[^1].Start + scaledObject.CooldownPeriod + scaledObject.ScaleDown.StabilizationWindow + Patience;
        await WatchAsync(redis.GetDatabase(), new QueueKeys(queue), pods, driving, scaling, clock, limit);
        await over.CancelAsync();
        await scaling;
        await driving;
        var ends = await JobEnd.ReadAllAsync(api.Client.Http, driver.Accepted);
        return new Judge(settings, target.RunsOf, pods.All, _samples, [.. _changes], clock.Now).Of(ends, driver.Refused);
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        _directory.Dispose();
    }

    private async Task WatchAsync(IDatabase redis, QueueKeys keys, WorkerPods pods, Task driving, Task scaling, RehearsalClock clock, TimeSpan limit)
    {
        for (var next = TimeSpan.Zero; clock.Now < limit; next += SampleInterval)
        {
            await clock.UntilAsync(next, CancellationToken.None);
            if (scaling.IsFaulted)
                await scaling;
            var sample = new Sample(
                clock.Now, (int)await redis.SortedSetLengthAsync(keys.Waiting), (int)await redis.SortedSetLengthAsync(keys.Running), pods.Wanted, pods.Count(PodState.Starting),
                pods.Count(PodState.Ready), pods.Count(PodState.Draining));
            _samples.Add(sample);
            if (driving.IsCompleted && sample.IsZero)
                return;
        }
    }

    private void Changed(ScaleChange change)
    {
        _changes.Enqueue(change);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{change.At:mm\\:ss}  {change.By,-10} {change.From} -> {change.To} pods, the formula came to {change.Value:0.###}"));
    }

    /// <summary>A worker of one queue. Told by SIGTERM alone, it drains as long as its hook would let it.</summary>
    private string[] ArgumentsOf(string queue, RehearsalClock clock) =>
    [
        "--role", "worker", $"--Redis={_redis.Endpoint}", $"--Jobs:Queues={queue}", $"--Jobs:MaxConcurrentJobs={settings.Worker.Slots}",
        $"--Jobs:DrainTimeout={clock.Real(settings.Worker.Drain)}",
    ];

    private static string QueueOf(string key) =>
        key.IndexOf('{', StringComparison.Ordinal) is >= 0 and var from && key.IndexOf('}', from) is > 0 and var to && new QueueKeys(key[(from + 1)..to]).Ready == key
            ? key[(from + 1)..to]
            : throw new ManifestException($"The first trigger looks at '{key}', which is no queue's list of ready jobs.");
}
