using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Errors;

/// <summary>The store goes away and comes back, or comes late; the platform stays up and goes on by itself.</summary>
public abstract class StoreOutageTests : ApiTests
{
    private const string Job = """{"type": "data", "payload": {"data": "x"}}""";

    protected StoreOutageTests(ApiFixture platform)
        : base(platform) => RedisServer.Require();

    [Fact]
    public async Task Requests_StoreAway_Are503UntilItIsBack()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var host = await Platform.StartAsync(redis.Endpoint);
        var id = (await host.Client.RunAsync(Job)).GetProperty("id").GetString();

        await redis.KillAsync();

        await AssertUnavailableAsync(() => host.Client.PostAsync("/api/jobs", Job));
        await AssertUnavailableAsync(() => host.Client.PostAsync("/submit_job", """{"job_type": "data", "payload": {"data": "x"}}"""));
        foreach (var path in new[] { $"/api/jobs/{id}", $"/api/jobs/{id}?wait=1", $"/api/jobs/{id}/logs", $"/api/jobs/{id}/artifacts/a", $"/get_job_status/{id}", "/api/queues", "/api/queues/data" })
            await AssertUnavailableAsync(() => host.Client.GetAsync(path));
        await AssertUnreadyAsync(host);

        await redis.StartAsync();

        await BackAsync(host);
        Assert.Equal("succeeded", (await host.Client.RunAsync(Job)).GetProperty("state").GetString());
        Assert.Equal("succeeded", (await host.Client.GetJsonAsync($"/api/jobs/{id}")).GetProperty("state").GetString());
        using var management = new ApiClient(host.Management);
        await management.GetJsonAsync("/health/ready");
    }

    [Fact]
    public async Task Jobs_StoreAwayInMidRun_GoOnWhenItIsBack()
    {
        await using var gate = await GatedServer.StartAsync();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var host = await Platform.StartAsync(redis.Endpoint, ("Jobs:MaxConcurrentJobs", "1"));
        var ids = new List<string>();
        foreach (var fields in new[] { "", "", ", \"priority\": 9", ", \"delaySeconds\": 0.1" })
            ids.Add((await host.Client.SubmitAsync(gate.Job(fields))).GetProperty("id").GetString()!);
        await gate.ArrivedAsync(1);

        await redis.KillAsync();
        // The running job ends while the store is away: its outcome must not be lost.
        gate.Open();
        await AssertUnreadyAsync(host);
        await redis.StartAsync();

        await BackAsync(host);
        foreach (var id in ids)
        {
            var job = await host.Client.FinishAsync(id);
            Assert.Equal(("succeeded", 1), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32()));
        }
        Assert.Equal(ids.Count, gate.Arrivals);
    }

    [Fact]
    public async Task Wait_StoreAwayMeanwhile_IsAnswered503()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var host = await Platform.StartAsync(redis.Endpoint);
        var id = (await host.Client.SubmitAsync("""{"type": "data", "payload": {"data": "x"}, "delaySeconds": 3600}""")).GetProperty("id").GetString();
        var waiting = host.Client.GetAsync($"/api/jobs/{id}?wait=60");
        await host.Client.GetJsonAsync("/health/ready");

        await redis.KillAsync();

        await AssertUnavailableAsync(() => waiting);
    }

    [Fact]
    public async Task Start_StoreNotThereYet_WorksOnceItIs()
    {
        await using var redis = new RedisServer();
        // With the defaults, the first attempts to connect alone can take 15 seconds.
        await using var host = await Platform.StartAsync($"{redis.Endpoint},connectRetry=1,connectTimeout=1000");
        await AssertUnavailableAsync(() => host.Client.PostAsync("/api/jobs", Job));
        await AssertUnreadyAsync(host);

        await redis.StartAsync();

        await BackAsync(host);
        Assert.Equal("succeeded", (await host.Client.RunAsync(Job)).GetProperty("state").GetString());
    }

    private static async Task AssertUnavailableAsync(Func<Task<HttpResponseMessage>> request)
    {
        using var response = await request();
        var problem = await ProblemAssert.HasStatusAsync(503, response);
        Assert.Equal("The job store is unavailable for the moment; try again shortly.", problem.GetProperty("detail").GetString());
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    private static async Task AssertUnreadyAsync(ApiHost host)
    {
        using var management = new ApiClient(host.Management);
        foreach (var client in new[] { host.Client, management })
        {
            using var response = await client.GetAsync("/health/ready");
            Assert.Equal(503, (int)response.StatusCode);
            var health = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
            Assert.Equal("""{"status":"unhealthy","checks":{"store":"the job store is unavailable"}}""", JsonSerializer.Serialize(health));
            await client.GetJsonAsync("/health/live");
        }
    }

    /// <summary>Waits until the host has found the store again.</summary>
    private static async Task BackAsync(ApiHost host) => await Eventually.SeeAsync(
        async () =>
        {
            using var response = await host.Client.GetAsync("/health/ready");
            return (int)response.StatusCode;
        },
        static status => status == 200,
        "a host that is ready again");
}
