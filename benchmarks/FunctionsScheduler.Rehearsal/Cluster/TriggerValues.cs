using FunctionsScheduler.Rehearsal.Autoscaling;
using StackExchange.Redis;

namespace FunctionsScheduler.Rehearsal.Cluster;

/// <summary>Asks Redis for the triggers' values as KEDA's scaler does: by the type of the key, one trigger after the other.</summary>
internal sealed class TriggerValues(IDatabase redis, ScaledObject scaledObject)
{
    /// <summary>What the formula comes to now.</summary>
    public async Task<double> EvaluateAsync()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var trigger in scaledObject.Triggers)
            values[trigger.Name] = await ReadAsync(trigger.Key);
        return scaledObject.Formula.Evaluate(values);
    }

    private async Task<long> ReadAsync(RedisKey key) => await redis.KeyTypeAsync(key) switch
    {
        RedisType.SortedSet => await redis.SortedSetLengthAsync(key),
        RedisType.Set => await redis.SetLengthAsync(key),
        RedisType.Hash => await redis.HashLengthAsync(key),
        RedisType.List or RedisType.None => await redis.ListLengthAsync(key),
        var type => throw new InvalidOperationException($"{key} is a {type}, which KEDA's scaler does not count."),
    };
}
