using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>
/// The names of a queue's keys. The queue's name is a hash tag, so all of a queue lies in one Redis Cluster slot. List triggers and
/// autoscalers are configured with <see cref="Ready"/>, <see cref="Running"/> and <see cref="Due"/>.
/// </summary>
/// <param name="queue">The queue's name.</param>
public readonly struct QueueKeys(string queue)
{
    private readonly string _base = $"fs:{{{queue}}}:";

    /// <summary>List of tickets, one for each waiting job: what list triggers pop and autoscalers count.</summary>
    public string Ready => _base + "ready";

    /// <summary>Sorted set of ready jobs, by priority, then in the order of becoming ready.</summary>
    public string Waiting => _base + "waiting";

    /// <summary>Sorted set of jobs due later, by due time in ms.</summary>
    public string Delayed => _base + "delayed";

    /// <summary>List with an entry for each job due within a minute, 1,000 at most, for autoscalers; it can be late by as much as a sweeper's second.</summary>
    public string Due => _base + "due";

    /// <summary>Sorted set of claimed jobs, by lease expiry in ms.</summary>
    public string Running => _base + "running";

    /// <summary>Hash of the queue's own settings, and the lock of its scripts.</summary>
    public string Control => _base + "control";

    /// <summary>Sorted set of succeeded jobs, by finish time in ms.</summary>
    public string Succeeded => _base + "succeeded";

    /// <summary>Sorted set of dead letters, by finish time in ms.</summary>
    public string Failed => _base + "failed";

    /// <summary>Sorted set of cancelled jobs, by finish time in ms.</summary>
    public string Cancelled => _base + "cancelled";

    /// <summary>Channel that tells sleeping pumps of ready jobs.</summary>
    public RedisChannel Wake => RedisChannel.Literal(_base + "wake");

    /// <summary>Channel of state changes: lines of <c>state id</c>.</summary>
    public RedisChannel Events => RedisChannel.Literal(_base + "events");

    /// <summary>Hash of one job, the only truth about it.</summary>
    public string Job(string id) => _base + "job:" + id;

    /// <summary>A string that is written in order to wait for what was written before it.</summary>
    public string Mark => _base + "mark";

    /// <summary>What was submitted with an idempotency key.</summary>
    public string Idempotency(string key) => _base + "idem:" + key;

    /// <summary>Hash of a job's artifacts: what is known of each under its name, and its chunks.</summary>
    public string Artifacts(string id) => _base + "artifacts:" + id;
}
