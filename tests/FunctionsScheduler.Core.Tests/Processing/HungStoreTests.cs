using FunctionsScheduler.Jobs;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Core.Tests.Processing;

/// <summary>A store that takes connections and calls, and answers none.</summary>
[Trait("Store", "redis-server")]
public sealed class HungStoreTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public HungStoreTests() => RedisServer.Require();

    [Fact]
    public async Task Lease_CannotBeRenewed_StopsTheHandlerWhileTheHeartbeatStillWaits()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var stopped = new TaskCompletionSource();
        await using var pump = new PumpHarness(redis.Endpoint, async context =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped.TrySetResult();
            return "";
        });
        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Running);
        var start = pump.Clock.GetUtcNow();

        await redis.PauseAsync();

        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(stopped.Task.IsCompleted), "the handler was told to stop");
        // The clock does not wait for the pump, so this cannot be exact; had the heartbeat held things up, it would be a quarter of an hour.
        Assert.InRange(pump.Clock.GetUtcNow() - start, Lease * 0.8, Lease * 8);
        await redis.ResumeAsync();
    }

    [Fact]
    public async Task Standstill_LoopThatNeverComesRound_IsSaid_UntilItDoes()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var pump = new PumpHarness(redis.Endpoint, static _ => Task.FromResult(""));
        await pump.ReachesAsync(await pump.SubmitAsync(), JobState.Succeeded);

        await redis.PauseAsync();
        // Calls time out after seconds by the real clock, so by this one the loop waits for far too long.
        await Eventually.HoldsAsync(pump.Clock, Minute, () => Task.FromResult(pump.Worker.Standstill is not null), "the loop stands still");

        Assert.StartsWith("the loop that claims jobs has stood still for ", pump.Worker.Standstill, StringComparison.Ordinal);
        await redis.ResumeAsync();
        await Eventually.HoldsAsync(pump.Clock, Second, () => Task.FromResult(pump.Worker.Standstill is null), "the loop goes round again");
    }
}
