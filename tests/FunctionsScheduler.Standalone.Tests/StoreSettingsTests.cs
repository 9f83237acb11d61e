using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Standalone.Tests;

/// <summary>A Redis whose settings can cost jobs is talked about when a process starts.</summary>
[Trait("Store", "redis-server")]
public sealed class StoreSettingsTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private readonly RedisServer _redis = new();

    public StoreSettingsTests() => RedisServer.Require();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    public async Task Start_RedisThatEvictsAndForgets_IsWarnedAbout(string role)
    {
        await _redis.StartAsync("--maxmemory", "1gb", "--maxmemory-policy", "allkeys-lru", "--appendonly", "no");
        await using var process = await StartAsync(role);

        await process.SaysAsync($"Redis at {_redis.Endpoint} has a maxmemory (1073741824 bytes) and the maxmemory-policy allkeys-lru: when it is full it drops jobs");
        await process.SaysAsync($"Redis at {_redis.Endpoint} keeps no append-only file");
    }

    [Fact]
    public async Task Start_RedisThereLater_IsWarnedAboutThen()
    {
        await using var process = await StartAsync("worker", ",connectRetry=1,connectTimeout=1000");

        await _redis.StartAsync("--maxmemory", "1gb", "--maxmemory-policy", "volatile-ttl");

        await process.SaysAsync("maxmemory-policy volatile-ttl");
    }

    [Fact]
    public async Task Start_RedisThatKeepsJobs_IsNotTalkedAbout()
    {
        await _redis.StartAsync("--maxmemory", "1gb", "--maxmemory-policy", "noeviction");
        await using var process = await StartAsync("all");

        await process.Client.RunAsync("""{"type": "data", "payload": {"data": "x"}}""");

        Assert.DoesNotContain(process.Output, static line => line.Contains("Redis at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_WaitsForMoreReplicasThanThereAre_Is503()
    {
        await _redis.StartAsync();
        await using var process = await StartAsync("all", arguments: ["--Redis:WaitForReplicas=1", "--Redis:WaitTimeout=00:00:00.1"]);

        using var response = await process.Client.PostAsync("/api/jobs", """{"type": "data", "payload": {"data": "x"}}""");

        await ProblemAssert.HasStatusAsync(503, response);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private Task<StandaloneProcess> StartAsync(string role, string options = "", params string[] arguments) =>
        StandaloneProcess.StartAsync(_directory, ["--role", role, $"--Redis={_redis.Endpoint}{options}", .. arguments]);
}
