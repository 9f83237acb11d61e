using System.Collections.Concurrent;
using System.Net;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Chaos.Cluster;

/// <summary>The platform as it is deployed: APIs and workers as processes of their own, on a Redis with a replica.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    /// <summary>The queues there are, by the default of <c>Jobs:Queues</c>.</summary>
    public static readonly IReadOnlyList<string> Queues = ["data", "image", "http"];

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly TestDirectory _directory = new();
    private readonly ConcurrentQueue<Kill> _kills = new();
    private readonly RunClock _clock;

    public ChaosCluster(ChaosSettings settings, RunClock clock)
    {
        _clock = clock;
        string[] all = [$"--Redis={Store.Endpoints}", $"--Jobs:Lease={settings.Lease}", "--Logging:Console:FormatterOptions:TimestampFormat=HH:mm:ss.fff "];
        string[] api = settings.WaitForReplicas ? ["--role", "api", .. all, "--Redis:WaitForReplicas=1"] : ["--role", "api", .. all];
        string[] worker = ["--role", "worker", .. all, $"--Jobs:MaxConcurrentJobs={settings.Slots}"];
        Apis = [.. Enumerable.Range(1, settings.Apis).Select(i => new Member($"api-{i}", _directory, api, settings.LogDirectory))];
        Workers = [.. Enumerable.Range(1, settings.Workers).Select(i => new Member($"worker-{i}", _directory, worker, settings.LogDirectory))];
    }

    public StorePair Store { get; } = new();

    public IReadOnlyList<Member> Apis { get; }

    public IReadOnlyList<Member> Workers { get; }

    public IEnumerable<Member> Members => Apis.Concat(Workers);

    public IReadOnlyCollection<Kill> Kills => _kills;

    /// <summary>Whoever holds this kills and pauses processes; while an outage of Redis is measured, nobody else does.</summary>
    public SemaphoreSlim Violence { get; } = new(1);

    public async Task StartAsync()
    {
        await Store.StartAsync();
        await Task.WhenAll(Members.Select(static member => member.StartAsync()));
    }

    /// <summary>Kills a process; its supervisor starts it again.</summary>
    public async Task KillAsync(Member member)
    {
        await Violence.WaitAsync();
        try
        {
            await member.KillAsync(() => Killed(member.Name));
        }
        finally
        {
            Violence.Release();
        }
    }

    /// <summary>Stops a process's clock for a while.</summary>
    /// <returns>Once its clock may stop, the task that ends with the pause.</returns>
    public async Task<Task> PauseAsync(Member member, TimeSpan time)
    {
        await Violence.WaitAsync();
        Violence.Release();
        return member.PauseAsync(time);
    }

    /// <summary>Notes that something was killed.</summary>
    public void Killed(string name) => _kills.Enqueue(new Kill(_clock.Now, name));

    /// <summary>Kills the worker that runs a job, and does not return before the job's call is broken off.</summary>
    public async Task KillWorkerOfAsync(JobRun run, CancellationToken brokenOff)
    {
        while (true)
        {
            // The call may be an old one of a job that has moved on to another worker.
            if (await TryGetAsync(run.JobId) is { State: "running" } job && job.Attempt == run.Attempt
                && Workers.FirstOrDefault(worker => worker.SignsAs(job.Worker)) is { } caller && !brokenOff.IsCancellationRequested)
                await KillAsync(caller);
            await Task.Delay(Look, brokenOff);
        }
    }

    /// <summary>Waits until every process is up.</summary>
    public Task AllUpAsync() => Eventually.HoldsAsync(
        () => Members.All(static member => member.IsUp), "all processes up", TimeSpan.FromSeconds(120));

    /// <summary>Reads a job; null when it cannot be had for now, or when there is none.</summary>
    public async Task<JobEnd?> TryGetAsync(string id) => (await ReadAsync(id)).Job;

    /// <summary>Reads a job.</summary>
    /// <returns>The status of the answer, 0 without one, and the job if there is one.</returns>
    public async Task<(int Status, JobEnd? Job)> ReadAsync(string id)
    {
        var (status, text) = await TryGetTextAsync($"/api/jobs/{id}");
        return (status, status == (int)HttpStatusCode.OK ? JobEnd.Parse(text) : null);
    }

    /// <summary>Gets what must be there once nothing goes wrong any more.</summary>
    public async Task<string> GetTextAsync(string path) =>
        (await Eventually.SeeAsync(() => TryGetTextAsync(path), static answer => answer.Status == (int)HttpStatusCode.OK, path)).Text;

    /// <summary>Asks the API that has the least to do.</summary>
    /// <returns>The status of the answer, 0 without one, and its text.</returns>
    public async Task<(int Status, string Text)> TryGetTextAsync(string path)
    {
        if (Apis.Where(static api => api.IsUp).MinBy(static api => api.UnderWay) is not { } api)
            return (0, "");
        api.Enter();
        try
        {
            using var response = await api.Http.GetAsync(path);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return (0, "");
        }
        finally
        {
            api.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Members.Select(static member => member.DisposeAsync().AsTask()));
        await Store.DisposeAsync();
        Violence.Dispose();
        _directory.Dispose();
    }
}
