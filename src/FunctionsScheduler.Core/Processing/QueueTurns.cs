using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FunctionsScheduler.Processing;

/// <summary>The queues a pump works on: whose turn it is, and the wake-ups that tell of new work.</summary>
/// <param name="calledOff">Called with the id of a job that is called off.</param>
internal sealed class QueueTurns(
    WorkerOptions options, WorkSignal signal, Action<string> calledOff, IConnectionMultiplexer redis, TimeProvider clock, ILogger logger)
{
    private const string CancelPrefix = "cancel ";

    private readonly QueueTurn[] _turns = [.. options.Queues.Select(name => new QueueTurn(name, isOpen: !options.AwaitsDoorbell))];
    private int _next;

    /// <summary>All queues.</summary>
    public IReadOnlyList<QueueTurn> All => _turns;

    /// <summary>All queues, beginning with another one each time, so that none is always the last to get a slot.</summary>
    public IEnumerable<QueueTurn> Next()
    {
        var first = _next++ % _turns.Length;
        return _turns.Skip(first).Concat(_turns.Take(first));
    }

    /// <summary>Lets every queue be looked at.</summary>
    public void WakeAll()
    {
        foreach (var turn in _turns)
            turn.MayHaveWork = true;
        signal.Ring();
    }

    /// <summary>Listens for wake-ups; tries until the store is there. Messages can be lost, so this replaces no polling.</summary>
    public async Task SubscribeAsync(CancellationToken stopping)
    {
        var store = new StoreRetry("wake-ups", clock, logger);
        foreach (var turn in _turns)
        {
            while (!stopping.IsCancellationRequested && !await store.TryAsync(() => ListenAsync(turn), stopping))
            {
                // Until then the idle poll finds the work.
            }
        }
    }

    public async Task UnsubscribeAsync()
    {
        foreach (var turn in _turns)
            await redis.GetSubscriber().UnsubscribeAsync(new QueueKeys(turn.Name).Wake, flags: CommandFlags.FireAndForget);
    }

    private async Task ListenAsync(QueueTurn turn)
    {
        await StoreCall.TryAsync("subscribe", () => redis.GetSubscriber().SubscribeAsync(new QueueKeys(turn.Name).Wake, (_, message) => Hear(turn, message!)));
        Wake(turn);
    }

    private void Hear(QueueTurn turn, string message)
    {
        if (message.StartsWith(CancelPrefix, StringComparison.Ordinal))
            calledOff(message[CancelPrefix.Length..]);
        else
            Wake(turn);
    }

    /// <summary>Lets a queue be looked at.</summary>
    public void Wake(QueueTurn turn)
    {
        turn.MayHaveWork = true;
        signal.Ring();
    }
}
