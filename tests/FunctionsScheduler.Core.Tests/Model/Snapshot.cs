using System.Globalization;
using System.Text.Json;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>All that the store holds of a queue, read in one step.</summary>
internal sealed class Snapshot
{
    public static readonly string[] Indexes = ["waiting", "delayed", "running", "succeeded", "failed", "cancelled"];

    // ARGV: how many ids, the ids, then the idempotency keys.
    private const string Script = """
        local base = string.sub(KEYS[1], 1, -8)
        local reply = { redis.call('LLEN', base .. 'ready'), redis.call('LLEN', base .. 'due'), redis.call('HGETALL', KEYS[1]) }
        for _, index in ipairs({ 'waiting', 'delayed', 'running', 'succeeded', 'failed', 'cancelled' }) do
          reply[#reply + 1] = redis.call('ZRANGE', base .. index, 0, -1, 'WITHSCORES')
        end
        local ids = tonumber(ARGV[1])
        for i = 2, ids + 1 do
          reply[#reply + 1] = redis.call('HGETALL', base .. 'job:' .. ARGV[i])
          reply[#reply + 1] = redis.call('LRANGE', base .. 'log:' .. ARGV[i], 0, -1)
        end
        for i = ids + 2, #ARGV do
          reply[#reply + 1] = redis.call('GET', base .. 'idem:' .. ARGV[i]) or ''
          reply[#reply + 1] = redis.call('PTTL', base .. 'idem:' .. ARGV[i])
        end
        return reply
        """;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public required int Tickets { get; init; }

    public required int Due { get; init; }

    public required bool Paused { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Score by id by index.</summary>
    public required IReadOnlyDictionary<string, Dictionary<string, long>> Scores { get; init; }

    /// <summary>The jobs, as far as their own keys tell.</summary>
    public required IReadOnlyDictionary<string, ModelJob> Jobs { get; init; }

    public required IReadOnlyDictionary<string, ModelKey> Keys { get; init; }

    public static async Task<Snapshot> TakeAsync(IDatabase database, string queue, IReadOnlyList<string> ids, IReadOnlyList<string> keys)
    {
        var values = new RedisValue[] { ids.Count }.Concat(ids.Concat(keys).Select(static text => (RedisValue)text)).ToArray();
        var reply = (RedisResult[])(await database.ScriptEvaluateAsync(Script, [new QueueKeys(queue).Control], values))!;
        var control = Fields(reply[2]);
        var at = 3;
        var scores = Indexes.ToDictionary(static index => index, _ => Members(reply[at++]), StringComparer.Ordinal);
        var jobs = new Dictionary<string, ModelJob>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            var (hash, log) = (Fields(reply[at]), (string[])reply[at + 1]!);
            at += 2;
            if (hash.Count > 0)
                jobs[id] = Job(id, hash, log);
            else
                Assert.True(log.Length == 0, $"The log of {id} is still there.");
        }
        var remembered = new Dictionary<string, ModelKey>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var (text, ttl) = ((string)reply[at]!, (long)reply[at + 1]);
            at += 2;
            if (text.Length == 0)
                continue;
            Assert.InRange(TimeSpan.FromMilliseconds(ttl), TimeSpan.FromTicks(1), Day);
            var parts = text.Split(' ');
            remembered[key] = new ModelKey(parts[0] == "1", parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture), parts[3]);
        }
        return new Snapshot
        {
            Tickets = (int)reply[0],
            Due = (int)reply[1],
            Paused = control.ContainsKey("paused"),
            Sequence = long.Parse(control.GetValueOrDefault("sequence", "0"), CultureInfo.InvariantCulture),
            Scores = scores,
            Jobs = jobs,
            Keys = remembered,
        };
    }

    private static ModelJob Job(string id, Dictionary<string, string> hash, string[] log)
    {
        var state = JobStateNames.Parse(hash["state"]);
        var error = hash.GetValueOrDefault("error", "");
        return new ModelJob(id, (int)Number("priority"), JobSpec.Parse(hash["spec"]).MaxAttempts, Number("createdAt"))
        {
            State = state,
            ReadyAt = Number("readyAt"),
            Token = Number("token"),
            Attempt = (int)Number("attempt"),
            Progress = double.Parse(hash.GetValueOrDefault("progress", "0"), CultureInfo.InvariantCulture),
            Result = hash.GetValueOrDefault("result", ""),
            Error = error.Length == 0 ? "" : JsonSerializer.Deserialize<JobError>(error, JobJson.Options)!.Type,
            FinishedAt = state.IsFinished() ? Number("finishedAt") : null,
            CalledOff = hash.GetValueOrDefault("cancel", "") == "1",
            Log = string.Concat(log.Select(static line => line + "\n")),
        };

        long Number(string name) => long.Parse(hash.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> Fields(RedisResult flat)
    {
        var values = (string[])flat!;
        return Enumerable.Range(0, values.Length / 2).ToDictionary(i => values[2 * i], i => values[(2 * i) + 1], StringComparer.Ordinal);
    }

    private static Dictionary<string, long> Members(RedisResult flat) =>
        Fields(flat).ToDictionary(static member => member.Key, static member => (long)double.Parse(member.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
