using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Standalone.Tests;

/// <summary>Several processes on one redis-server.</summary>
[Trait("Store", "redis-server")]
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private readonly RedisServer _redis = new();

    public ClusterTests() => RedisServer.Require();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Roles_OneApiAndTwoWorkers_ShareTheWork()
    {
        await _redis.StartAsync();
        await using var gate = await GatedServer.StartAsync();
        await using var api = await StartAsync("--role", "api");
        await using var one = await StartAsync("--role", "worker", "--Jobs:MaxConcurrentJobs=4");
        await using var two = await StartAsync("--role", "worker", "--Jobs:MaxConcurrentJobs=4");
        Assert.DoesNotContain(api.Output, static line => line.StartsWith("  Worker", StringComparison.Ordinal));
        Assert.DoesNotContain(one.Output, static line => line.StartsWith("  API", StringComparison.Ordinal));

        // Eight jobs at once need the slots of both.
        var held = await SubmitAsync(api, 8, gate.Job());
        await gate.ArrivedAsync(8);
        gate.Open();
        var jobs = await FinishAsync(api, held);

        var workers = jobs.GroupBy(static job => job.GetProperty("worker").GetString()!, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        Assert.Equal(
            new Dictionary<string, int>(StringComparer.Ordinal) { [$"{Environment.MachineName}:{one.Id}"] = 4, [$"{Environment.MachineName}:{two.Id}"] = 4 }, workers);
        Assert.All(await FinishAsync(api, await SubmitAsync(api, 200, """{"type": "data", "payload": {"data": "x"}}""")), static job => Assert.Equal("succeeded", job.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Kill_OneOfTwoWorkers_TheOtherTakesItsJobs()
    {
        await _redis.StartAsync();
        await using var gate = await GatedServer.StartAsync();
        await using var api = await StartAsync("--role", "api");
        await using var one = await StartAsync("--role", "worker", "--Jobs:Lease=00:00:01");
        var held = await SubmitAsync(api, 4, gate.Job());
        await gate.ArrivedAsync(4);
        await using var two = await StartAsync("--role", "worker", "--Jobs:Lease=00:00:01");

        await one.KillAsync();

        await gate.ArrivedAsync(8);
        gate.Open();
        var jobs = await FinishAsync(api, held);
        Assert.All(jobs, job => Assert.Equal(("succeeded", $"{Environment.MachineName}:{two.Id}"), (job.GetProperty("state").GetString(), job.GetProperty("worker").GetString())));
    }

    [Fact]
    public async Task Start_RedisNotThereYet_ComesUpAndWorksOnceItIs()
    {
        // With the defaults, the first attempts to connect alone can take 15 seconds.
        var starting = new[] { "api", "worker" }.Select(role =>
            StandaloneProcess.StartAsync(_directory, "--role", role, $"--Redis={_redis.Endpoint},connectRetry=1,connectTimeout=1000"));
        var processes = await Task.WhenAll(starting);
        await using var api = processes[0];
        await using var worker = processes[1];
        using (var refused = await api.Client.PostAsync("/api/jobs", """{"type": "data", "payload": {"data": "x"}}"""))
        {
            await ProblemAssert.HasStatusAsync(503, refused);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        using var management = new ApiClient(worker.Management);
        Assert.Equal(503, await StatusAsync(management));

        await _redis.StartAsync();

        await Eventually.SeeAsync(() => StatusAsync(api.Client), static status => status == 200, "an API that is ready");
        await Eventually.SeeAsync(() => StatusAsync(management), static status => status == 200, "a worker that is ready");
        var job = await api.Client.RunAsync("""{"type": "data", "payload": {"data": "sample input"}}""");
        Assert.Equal("Processed data: SAMPLE INPUT", job.GetProperty("result").GetString());
        Assert.Empty(api.Errors);
        Assert.Empty(worker.Errors);
    }

    private static async Task<string[]> SubmitAsync(StandaloneProcess api, int count, string job) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(async _ => (await api.Client.SubmitAsync(job)).GetProperty("id").GetString()!));

    private static Task<JsonElement[]> FinishAsync(StandaloneProcess api, IEnumerable<string> ids) => Task.WhenAll(ids.Select(api.Client.FinishAsync));

    private static async Task<int> StatusAsync(ApiClient client)
    {
        using var response = await client.GetAsync("/health/ready");
        return (int)response.StatusCode;
    }

    private Task<StandaloneProcess> StartAsync(params string[] arguments) => StandaloneProcess.StartAsync(_directory, [.. arguments, $"--Redis={_redis.Endpoint}"]);
}
