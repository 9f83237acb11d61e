using FunctionsScheduler.Core.Tests.Queues;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class QueueTurnsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WiredStore _store = new();
    private readonly WorkSignal _signal = new();
    private readonly List<string> _calledOff = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Next_EachTime_BeginsWithAnotherQueue()
    {
        var turns = Turns();

        var orders = Enumerable.Range(0, 4).Select(_ => string.Concat(turns.Next().Select(static turn => turn.Name)));

        Assert.Equal(["abc", "bca", "cab", "abc"], orders);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_AtFirst_AreOpenUnlessADoorbellIsAwaited(bool awaitsDoorbell)
    {
        Assert.All(Turns(awaitsDoorbell).All, turn => Assert.Equal(!awaitsDoorbell, turn.IsOpen));
    }

    [Fact]
    public async Task Subscribe_WakeUp_IsForItsQueueOnly()
    {
        var turns = await SubscribedAsync();

        _store.Send(new QueueKeys("b").Wake, "1");

        Assert.Equal([false, true, false], turns.All.Select(static turn => turn.MayHaveWork));
        Assert.True(await HasRungAsync());
        Assert.Empty(_calledOff);
    }

    [Fact]
    public async Task Subscribe_JobCalledOff_IsToldByItsId()
    {
        var turns = await SubscribedAsync();

        _store.Send(new QueueKeys("b").Wake, "cancel b.01K");

        Assert.Equal(["b.01K"], _calledOff);
        Assert.All(turns.All, static turn => Assert.False(turn.MayHaveWork));
        Assert.False(await HasRungAsync());
    }

    [Fact]
    public async Task Subscribe_StoreAway_TriesOnAndThenLooksForWhatItMissed()
    {
        _store.Away = 3;
        var turns = Turns();
        Sleep(turns);

        var subscribing = turns.SubscribeAsync(Cancellation);

        await Eventually.HoldsAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(subscribing.IsCompleted), "all queues are listened to");
        Assert.All(turns.All, turn => Assert.True(turn.MayHaveWork && _store.IsListenedTo(new QueueKeys(turn.Name).Wake)));
        Assert.True(await HasRungAsync());
    }

    [Fact]
    public async Task Subscribe_ToldToStop_Ends()
    {
        _store.Away = int.MaxValue;
        using var stopping = new CancellationTokenSource();
        var subscribing = Turns().SubscribeAsync(stopping.Token);

        await stopping.CancelAsync();

        await subscribing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task WakeAll_Queues_MayAllHaveWork()
    {
        var turns = Turns();
        Sleep(turns);

        turns.WakeAll();

        Assert.All(turns.All, static turn => Assert.True(turn.MayHaveWork));
        Assert.True(await HasRungAsync());
    }

    private static void Sleep(QueueTurns turns)
    {
        foreach (var turn in turns.All)
            turn.MayHaveWork = false;
    }

    private QueueTurns Turns(bool awaitsDoorbell = false) =>
        new(new WorkerOptions(["a", "b", "c"], awaitsDoorbell, TimeSpan.Zero), _signal, _calledOff.Add, _store.Connection, _clock, NullLogger.Instance);

    private async Task<QueueTurns> SubscribedAsync()
    {
        var turns = Turns();
        await turns.SubscribeAsync(Cancellation);
        Sleep(turns);
        Assert.True(await HasRungAsync());
        return turns;
    }

    /// <summary>Whether the signal has rung since it was last asked.</summary>
    private async Task<bool> HasRungAsync()
    {
        using var now = new CancellationTokenSource();
        var waiting = _signal.WaitAsync(now.Token);
        var rang = waiting.IsCompleted;
        await now.CancelAsync();
        await waiting;
        return rang;
    }
}
