using System.Globalization;
using FunctionsScheduler.Queues;
using StackExchange.Redis;

namespace FunctionsScheduler.Capacity;

/// <summary>
/// Measures a Redis by its <c>INFO memory</c>: what counts for its <c>maxmemory</c>, against that, or against the memory of its machine when
/// it has no <c>maxmemory</c>. Of several primaries the fullest counts, since a queue is all on one.
/// </summary>
internal sealed class RedisGauge(IConnectionMultiplexer redis) : IStoreGauge
{
    public async Task<StoreFill> MeasureAsync()
    {
        var fills = await Task.WhenAll(RedisInfo.Primaries(redis).Select(MeasureAsync));
        return fills.MaxBy(static fill => fill.LimitBytes == 0 ? 0 : (double)fill.UsedBytes / fill.LimitBytes);
    }

    private static async Task<StoreFill> MeasureAsync(IServer server)
    {
        var memory = await RedisInfo.ReadAsync(server, "memory");
        var limit = Number(memory, "maxmemory");
        // Buffers for replicas and the log do not count for maxmemory.
        return new StoreFill(Number(memory, "used_memory") - Number(memory, "mem_not_counted_for_evict"), limit > 0 ? limit : Number(memory, "total_system_memory"));
    }

    private static long Number(IReadOnlyDictionary<string, string> info, string name) =>
        info.TryGetValue(name, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
