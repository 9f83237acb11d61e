using System.Collections.Concurrent;
using FunctionsScheduler.Queues;
using StackExchange.Redis;

namespace FunctionsScheduler.Chaos.Ledger;

/// <summary>
/// Hears every end of a job that the queues announce. Announcements can be lost with a connection, so what is missing says nothing; but two
/// ends of one job are one too many.
/// </summary>
internal sealed class OutcomeEvents(RunClock clock) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TimeSpan> _first = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Id, TimeSpan First, TimeSpan Second)> _repeated = new();
    private ConnectionMultiplexer? _redis;

    /// <summary>Ends that were announced of a job that had ended before, and when each was heard.</summary>
    public IReadOnlyCollection<(string Id, TimeSpan First, TimeSpan Second)> Repeated => _repeated;

    public int Heard => _first.Count;

    public async Task ListenAsync(string endpoints, IEnumerable<string> queues)
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(endpoints + ",abortConnect=false");
        foreach (var queue in queues)
            await _redis.GetSubscriber().SubscribeAsync(new QueueKeys(queue).Events, (_, message) => Hear(message!));
    }

    public ValueTask DisposeAsync() => _redis?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Hear(string message)
    {
        foreach (var line in message.Split('\n'))
        {
            if (line.Split(' ') is not ["succeeded" or "failed" or "cancelled", var id])
                continue;
            var now = clock.Now;
            if (!_first.TryAdd(id, now))
                _repeated.Enqueue((id, _first[id], now));
        }
    }
}
