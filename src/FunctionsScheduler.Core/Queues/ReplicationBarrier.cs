using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>
/// Waits until replicas have what was submitted, or the primary has it on disk, by Redis's <c>WAIT</c> and <c>WAITAOF</c>.
/// </summary>
/// <remarks>
/// Both concern what was written by their own connection, and hold up whatever follows on it. So this has a connection of its own, and writes
/// there before it waits: the stream to replicas and disk is one, so what has got as far as that write has all that was submitted before it.
/// After a failover in between, the wait would be for another stream. So it counts only if the primary writes the same history as it did
/// before the jobs were sent.
/// </remarks>
internal sealed class ReplicationBarrier(DurabilityOptions options, Func<IConnectionMultiplexer> connect) : ISubmitBarrier, IAsyncDisposable
{
    private readonly Lazy<IConnectionMultiplexer> _redis = new(connect);
    private readonly ConcurrentDictionary<string, string> _histories = new(StringComparer.Ordinal);

    public async Task<SubmitReceipt> PassAsync(string queue, Func<Task<SubmitReceipt>> submit)
    {
        if (!_histories.TryGetValue(queue, out var before))
            _histories[queue] = before = await HistoryAsync(await PrimaryAsync(queue));
        var receipt = await submit();
        var primary = await PrimaryAsync(queue);
        await StoreCall.TryAsync("mark", () => _redis.Value.GetDatabase().StringSetAsync(new QueueKeys(queue).Mark, "1"));
        var (onDisk, replicas) = await WaitAsync(primary);
        var after = await HistoryAsync(primary);
        _histories[queue] = after;
        if (after != before)
            throw new StoreUnavailableException("Another Redis took over, or this one was restarted, while the job was sent: it may not be there.");
        if (replicas < options.WaitForReplicas)
            throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"Within {options.WaitTimeout} the job got to {replicas} replicas of {options.WaitForReplicas} (Redis:WaitForReplicas)."));
        if (options.WaitForAof && onDisk < 1)
            throw new StoreUnavailableException($"Within {options.WaitTimeout} the job did not get to the disk (Redis:WaitForAof).");
        return receipt;
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated)
            await _redis.Value.DisposeAsync();
    }

    /// <summary>The name of what a primary writes: another after a failover or a restart.</summary>
    private static async Task<string> HistoryAsync(IServer primary) =>
        (await RedisInfo.ReadAsync(primary, "replication")).GetValueOrDefault("master_replid", "");

    /// <summary>The primary that has a queue.</summary>
    private async Task<IServer> PrimaryAsync(string queue)
    {
        if (RedisInfo.Primaries(_redis.Value) is [var only])
            return only;
        var endpoint = await StoreCall.TryAsync("find primary", () => _redis.Value.GetDatabase().IdentifyEndpointAsync(new QueueKeys(queue).Mark));
        return _redis.Value.GetServer(endpoint ?? throw new StoreUnavailableException($"Nobody knows which Redis has the queue {queue}."));
    }

    private Task<(long OnDisk, long Replicas)> WaitAsync(IServer primary) => StoreCall.TryAsync(options.WaitForAof ? "WAITAOF" : "WAIT", async () =>
    {
        var timeoutMs = (long)options.WaitTimeout.TotalMilliseconds;
        try
        {
            if (!options.WaitForAof)
                return (0, (long)await primary.ExecuteAsync("WAIT", options.WaitForReplicas, timeoutMs));
            var reached = (long[])(await primary.ExecuteAsync("WAITAOF", 1, options.WaitForReplicas, timeoutMs))!;
            return (reached[0], reached[1]);
        }
        catch (RedisServerException e) when (!StoreUnavailableException.IsMeantBy(e))
        {
            // It has become a replica just now, or knows no WAITAOF (before 7.2), or has no append-only file.
            throw new StoreUnavailableException($"This Redis cannot say whether the job is safe: {e.Message}", e);
        }
    });
}
