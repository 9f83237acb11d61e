using System.Globalization;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Api.Tests.Errors;

/// <summary>The store fills up: jobs are refused in time, those in it go on, and by itself it is over when there is room again.</summary>
public abstract class StoreFullTests : ApiTests
{
    private const string Job = """{"type": "data", "payload": {"data": "x"}}""";

    protected StoreFullTests(ApiFixture platform)
        : base(platform) => RedisServer.Require();

    [Fact]
    public async Task Submit_StoreNearlyFull_Is503UntilThereIsRoomAgain()
    {
        await using var gate = await GatedServer.StartAsync();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Endpoint},allowAdmin=true");
        var server = connection.GetServers().Single();
        await using var host = await Platform.StartAsync(redis.Endpoint, ("Jobs:MaxConcurrentJobs", "1"), ("Limits:StoreFullPercent", "80"));
        var running = (await host.Client.SubmitAsync(gate.Job())).GetProperty("id").GetString()!;
        var waiting = (await host.Client.SubmitAsync(gate.Job())).GetProperty("id").GetString()!;
        await gate.ArrivedAsync(1);

        var used = (await server.InfoAsync("memory")).Single().Single(static pair => pair.Key == "used_memory").Value;
        await server.ConfigSetAsync("maxmemory", long.Parse(used, CultureInfo.InvariantCulture) * 10 / 9);

        await Eventually.SeeAsync(() => StatusAsync(host, "/api/jobs", Job), static status => status == 503, "a refusal");
        using (var refused = await host.Client.PostAsync("/submit_job", """{"job_type": "data", "payload": {"data": "x"}}"""))
        {
            var problem = await ProblemAssert.HasStatusAsync(503, refused);
            Assert.Equal("The job store is nearly full and takes no more jobs until there is room again; nothing was submitted. Try again later.", problem.GetProperty("detail").GetString());
            Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }
        using (var wrong = await host.Client.PostAsync("/api/jobs", "{}"))
            await ProblemAssert.HasStatusAsync(400, wrong);
        gate.Open();
        Assert.Equal("succeeded", (await host.Client.FinishAsync(running)).GetProperty("state").GetString());
        Assert.Equal("succeeded", (await host.Client.FinishAsync(waiting)).GetProperty("state").GetString());
        using var management = new ApiClient(host.Management);
        var metrics = await management.Http.GetStringAsync("/metrics", Cancellation);
        foreach (var metric in new[] { "store_fill", "store_expected", "submissions_refused_total" })
            Assert.Contains($"functionsscheduler_{metric}{{", metrics, StringComparison.Ordinal);
        await management.GetJsonAsync("/health/ready");

        await server.ConfigSetAsync("maxmemory", 0);

        await Eventually.SeeAsync(() => StatusAsync(host, "/api/jobs", Job), static status => status == 202, "a job that is taken");
    }

    [Fact]
    public async Task Jobs_StoreOutOfMemoryForAWhile_GoOnAndEachRunsOnce()
    {
        await using var gate = await GatedServer.StartAsync();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Endpoint},allowAdmin=true");
        var server = connection.GetServers().Single();
        await using var host = await Platform.StartAsync(redis.Endpoint, ("Jobs:MaxConcurrentJobs", "2"), ("Jobs:Lease", "00:00:01"));
        var ids = new List<string>();
        foreach (var fields in new[] { "", "", "", ", \"delaySeconds\": 0.1", ", \"priority\": 0" })
            ids.Add((await host.Client.SubmitAsync(gate.Job(fields))).GetProperty("id").GetString()!);
        await gate.ArrivedAsync(2);

        await server.ConfigSetAsync("maxmemory", "1mb");
        // Longer than a lease, with all loops at work.
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        Assert.Equal(503, await StatusAsync(host, "/api/jobs", Job));
        gate.Open();
        await server.ConfigSetAsync("maxmemory", 0);

        foreach (var id in ids)
        {
            var job = await host.Client.FinishAsync(id);
            Assert.Equal(("succeeded", 1), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32()));
        }
        Assert.Equal(ids.Count, gate.Arrivals);
        await Eventually.SeeAsync(() => StatusAsync(host, "/api/jobs", Job), static status => status == 202, "a job that is taken");
    }

    private static async Task<int> StatusAsync(ApiHost host, string path, string body)
    {
        using var response = await host.Client.PostAsync(path, body);
        return (int)response.StatusCode;
    }
}
