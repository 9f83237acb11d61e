using System.Collections.Concurrent;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Scheduling;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Processing;

/// <summary>A Redis whose memory is used up: what runs can end, nothing is lost, and all goes on when there is memory again.</summary>
[Trait("Store", "redis-server")]
public sealed class OutOfMemoryTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly RedisServer _redis = new();
    private ConnectionMultiplexer _connection = null!;

    public OutOfMemoryTests() => RedisServer.Require();

    public async ValueTask InitializeAsync()
    {
        await _redis.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync($"{_redis.Endpoint},allowAdmin=true");
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Run_RedisOutOfMemoryForLongerThanALease_EveryJobRunsOnce()
    {
        var (runs, gate) = (new ConcurrentBag<string>(), new TaskCompletionSource());
        await using var pump = new PumpHarness(
            _redis.Endpoint,
            async context =>
            {
                runs.Add(context.Id.Value);
                await gate.Task.WaitAsync(context.CancellationToken);
                return "done";
            },
            slots: 2);
        var ids = new List<JobId>();
        for (var i = 0; i < 6; i++)
            ids.Add(await pump.SubmitAsync());
        await Eventually.HoldsAsync(() => runs.Count == 2, "two that run");
        var running = ids.Where(id => runs.Contains(id.Value)).ToList();

        await SetMemoryAsync("1mb");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => pump.SubmitAsync());
        for (var passed = 0; passed < 20; passed++)
        {
            pump.Clock.Advance(Second);
            await Eventually.HoldsAsync(async () => (await LeasesAsync(pump)).All(end => end > pump.Clock.GetUtcNow() + (Second * 8)), "leases that are renewed");
        }
        gate.SetResult();
        foreach (var id in running)
            await pump.ReachesAsync(id, JobState.Succeeded);
        Assert.Equal(2, runs.Count);

        await SetMemoryAsync("0");

        foreach (var id in ids)
            Assert.Equal(1, (await pump.ReachesAsync(id, JobState.Succeeded, Second / 10)).Attempt);
        Assert.Equal(ids.Select(static id => id.Value).Order(), runs.Order());
    }

    [Fact]
    public async Task Purge_RedisOutOfMemory_MakesRoom()
    {
        var (queue, name) = (new JobQueue(_connection, TimeProvider.System), StoreFixture.NewQueue());
        await queue.SubmitAsync(name, [new NewJob(JobId.New(name, DateTimeOffset.UtcNow), "test", RawJson.From("x"))]);
        await SetMemoryAsync("1mb");

        Assert.Equal(1, await queue.PurgeAsync(name, JobState.Queued));
    }

    [Fact]
    public async Task Sweep_RedisOutOfMemory_StillForgetsOldJobs()
    {
        var (clock, name) = (new FakeTimeProvider(DateTimeOffset.UtcNow), StoreFixture.NewQueue());
        var queue = new JobQueue(_connection, clock);
        var old = new NewJob(JobId.New(name, clock.GetUtcNow()), "test", RawJson.From("x"));
        var due = new NewJob(JobId.New(name, clock.GetUtcNow()), "test", RawJson.From("x")) { Delay = Second };
        await queue.SubmitAsync(name, [old, due]);
        var claimed = Assert.Single(await queue.ClaimAsync(name, 2, Second, "me"));
        await queue.CompleteAsync(name, [JobOutcome.Success(old.Id, claimed.Token, RawJson.From("y"))]);
        using var sweeper = new Sweeper(
            queue, Options.Create(new JobOptions { Queues = name }), Options.Create(new RetentionOptions()), clock, () => 0.5, NullLogger<Sweeper>.Instance);
        await SetMemoryAsync("1mb");
        clock.Advance(TimeSpan.FromDays(1));

        await Assert.ThrowsAsync<StoreUnavailableException>(sweeper.SweepAsync);

        Assert.Null(await queue.GetAsync(old.Id));
        await SetMemoryAsync("0");
        await sweeper.SweepAsync();
        Assert.Equal(1, (await queue.StatsAsync(name)).Waiting);
    }

    private async Task<IEnumerable<DateTimeOffset>> LeasesAsync(PumpHarness pump)
    {
        var running = await _connection.GetDatabase().SortedSetRangeByRankWithScoresAsync(new QueueKeys(pump.Name).Running);
        Assert.Equal(2, running.Length);
        return running.Select(static job => DateTimeOffset.FromUnixTimeMilliseconds((long)job.Score));
    }

    private Task SetMemoryAsync(string bytes) => _connection.GetServers().Single().ConfigSetAsync("maxmemory", bytes);
}
