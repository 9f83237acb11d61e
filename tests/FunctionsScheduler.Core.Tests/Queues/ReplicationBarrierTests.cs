using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

/// <summary>A submission is acknowledged when a replica has it, too.</summary>
[Trait("Store", "redis-server")]
public sealed class ReplicationBarrierTests : IAsyncLifetime
{
    private readonly string _name = StoreFixture.NewQueue();
    private readonly RedisServer _primary = new();
    private readonly RedisServer _replica = new();
    private IConnectionMultiplexer _redis = null!;
    private JobQueue _queue = null!;

    public ReplicationBarrierTests() => RedisServer.Require();

    public async ValueTask InitializeAsync()
    {
        await _primary.StartAsync("--repl-diskless-sync-delay", "0");
        await _replica.StartAsync("--replicaof", "127.0.0.1", $"{_primary.Port}");
        _redis = RedisConnection.Open(_primary.Endpoint);
        _queue = new JobQueue(_redis, TimeProvider.System);
        await using var patient = Barrier(new DurabilityOptions { WaitForReplicas = 1 });
        await Eventually.HoldsAsync(async () => await Record.ExceptionAsync(() => SubmitAsync(patient)) is null, "a replica in step");
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _primary.DisposeAsync();
        await _replica.DisposeAsync();
    }

    [Fact]
    public async Task Wait_ReplicaThere_LetsTheSubmissionThrough()
    {
        await using var barrier = Barrier(new DurabilityOptions { WaitForReplicas = 1 });

        var job = await SubmitAsync(barrier);

        using var replica = await ConnectionMultiplexer.ConnectAsync(_replica.Endpoint);
        Assert.True(await replica.GetDatabase().KeyExistsAsync(new QueueKeys(_name).Job(job.Value), CommandFlags.PreferReplica));
    }

    [Fact]
    public async Task Wait_ReplicaHangs_IsUnavailableUntilItIsBack()
    {
        await using var barrier = Barrier(new DurabilityOptions { WaitForReplicas = 1, WaitTimeout = TimeSpan.FromMilliseconds(100) });
        await _replica.PauseAsync();

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => SubmitAsync(barrier));

        Assert.Equal("Within 00:00:00.1000000 the job got to 0 replicas of 1 (Redis:WaitForReplicas).", refused.Message);
        await _replica.ResumeAsync();
        await Eventually.HoldsAsync(async () => await Record.ExceptionAsync(() => SubmitAsync(barrier)) is null, "a replica in step");
    }

    [Fact]
    public async Task Wait_MoreReplicasThanThereAre_IsUnavailable()
    {
        await using var barrier = Barrier(new DurabilityOptions { WaitForReplicas = 2, WaitTimeout = TimeSpan.FromMilliseconds(100) });

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => SubmitAsync(barrier));

        Assert.Equal("Within 00:00:00.1000000 the job got to 1 replicas of 2 (Redis:WaitForReplicas).", refused.Message);
    }

    [Fact]
    public async Task Wait_PrimaryKilledRightAfterIt_EveryAcknowledgedJobIsOnTheReplica()
    {
        await using var barrier = Barrier(new DurabilityOptions { WaitForReplicas = 1 });
        var acknowledged = new List<JobId>();
        var submitting = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (true)
            {
                JobId job;
                try
                {
                    job = await SubmitAsync(barrier);
                }
                catch (StoreUnavailableException)
                {
                    return;
                }
                lock (acknowledged)
                    acknowledged.Add(job);
            }
        }).ToList();
        await Eventually.HoldsAsync(() => acknowledged.Count > 200, "submissions under way");

        await _primary.KillAsync();

        await Task.WhenAll(submitting);
        using var replica = await ConnectionMultiplexer.ConnectAsync($"{_replica.Endpoint},allowAdmin=true");
        await replica.GetDatabase().ExecuteAsync("REPLICAOF", "NO", "ONE");
        var promoted = new JobQueue(replica, TimeProvider.System);
        var jobs = await Task.WhenAll(acknowledged.Select(promoted.GetAsync));
        Assert.All(jobs, Assert.NotNull);
    }

    [Fact]
    public async Task Wait_PrimaryRestartedWithoutTheJobInBetween_IsUnavailable()
    {
        IConnectionMultiplexer own = null!;
        await using var barrier = new ReplicationBarrier(
            new DurabilityOptions { WaitForReplicas = 1, WaitTimeout = TimeSpan.FromSeconds(4) }, () => own = RedisConnection.Open(_primary.Endpoint));
        await SubmitAsync(barrier);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => SubmitAsync(barrier, async () =>
        {
            await _primary.KillAsync();
            await _primary.StartAsync();
            // By the barrier's own connection, which would refuse for a reason of its own until then.
            await Eventually.HoldsAsync(async () => await Record.ExceptionAsync(() => own.GetDatabase().PingAsync()) is null && Record.Exception(() => RedisInfo.Primaries(own)) is null, "a primary that answers");
        }));

        Assert.StartsWith("Another Redis took over, or this one was restarted", refused.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => await Record.ExceptionAsync(() => SubmitAsync(barrier)) is null, "a replica in step");
    }

    [Fact]
    public async Task WaitForAof_OnAServerThatCannot_SaysSo_OnOthersWaitsForTheDisk()
    {
        await using var barrier = Barrier(new DurabilityOptions { WaitForAof = true });

        var refused = await Record.ExceptionAsync(() => SubmitAsync(barrier));

        if (_redis.GetServers().Single().Version >= new Version(7, 2))
            Assert.Null(refused);
        else
            Assert.StartsWith("This Redis cannot say whether the job is safe", Assert.IsType<StoreUnavailableException>(refused).Message, StringComparison.Ordinal);
    }

    private ReplicationBarrier Barrier(DurabilityOptions options) => new(options, () => RedisConnection.Open(_primary.Endpoint));

    private async Task<JobId> SubmitAsync(ReplicationBarrier barrier, Func<Task>? afterwards = null)
    {
        var job = new NewJob(JobId.New(_name, DateTimeOffset.UtcNow), "test", new RawJson(Encoding.UTF8.GetBytes("{}")));
        await barrier.PassAsync(_name, async () =>
        {
            var receipt = await _queue.SubmitAsync(_name, [job]);
            await (afterwards?.Invoke() ?? Task.CompletedTask);
            return receipt;
        });
        return job.Id;
    }
}
