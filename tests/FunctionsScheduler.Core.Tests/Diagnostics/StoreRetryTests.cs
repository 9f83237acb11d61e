using FunctionsScheduler.Core.Tests.Queues;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Diagnostics;

public sealed class StoreRetryTests
{
    private readonly HastyClock _clock = new();
    private readonly RecordedLog<StoreRetry> _log = new();
    private readonly StoreRetry _retry;

    public StoreRetryTests() => _retry = new StoreRetry("claims", _clock, _log);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Try_StoreThere_DoesNotWait()
    {
        Assert.True(await _retry.TryAsync(Succeed, Cancellation));

        Assert.Empty(_clock.Waits);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Try_StoreAway_WaitsLongerEachTimeUpToASecond()
    {
        for (var i = 0; i < 7; i++)
            Assert.False(await _retry.TryAsync(BeAway, Cancellation));

        Assert.Equal([50, 100, 200, 400, 800, 1000, 1000], _clock.Waits);
    }

    [Fact]
    public async Task Try_StoreAwayAgain_BeginsWithAShortWait()
    {
        await _retry.TryAsync(BeAway, Cancellation);
        await _retry.TryAsync(BeAway, Cancellation);
        await _retry.TryAsync(Succeed, Cancellation);

        await _retry.TryAsync(BeAway, Cancellation);

        Assert.Equal([50, 100, 50], _clock.Waits);
    }

    [Fact]
    public async Task Try_StoreAwayForAWhile_IsSaidOnceAndSoIsItsReturn()
    {
        foreach (var action in new Func<Task>[] { BeAway, BeAway, BeAway, Succeed, Succeed, BeAway })
            await _retry.TryAsync(action, Cancellation);

        Assert.Equal(
            [
                "Warning: claims: the store is unavailable, trying on. away",
                "Information: claims: the store is back.",
                "Warning: claims: the store is unavailable, trying on. away",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task Try_StoreRefusesACommand_IsTriedOnAfterAWaitAndSaidEachTime()
    {
        for (var i = 0; i < 2; i++)
            Assert.False(await _retry.TryAsync(static () => throw ScriptedStore.Refusal("WRONGTYPE"), Cancellation));

        Assert.Equal([50, 100], _clock.Waits);
        Assert.Equal(Enumerable.Repeat("Error: claims: the store refused a command.", 2), _log.Lines);
    }

    [Fact]
    public async Task Try_Stopped_WaitsNoLonger()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        Assert.False(await _retry.TryAsync(BeAway, stopped.Token));

        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Try_AnErrorThatIsNotTheStores_IsTheCallers()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _retry.TryAsync(static () => throw new InvalidOperationException(), Cancellation));
    }

    private static Task Succeed() => Task.CompletedTask;

    private static Task BeAway() => throw new StoreUnavailableException("away");

    /// <summary>A clock on which every wait is over at once, and is noted.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public List<double> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime.TotalMilliseconds);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
