using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>
/// The queue engine. Every operation is one script, atomic on the server, for many jobs of one queue at a time. Time is the server's, unless
/// the clock given is not the system's.
/// </summary>
/// <param name="redis">The store.</param>
/// <param name="clock">The system's clock, or a test's.</param>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the store is away or refuses for now.</remarks>
public sealed partial class JobQueue(IConnectionMultiplexer redis, TimeProvider clock)
{
    /// <summary>How many lines a job's log keeps.</summary>
    public const int LogLines = 1000;

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>
    /// Adds jobs of one queue. A job whose id is there already is left as it is, so a caller may try again; so is one whose idempotency key
    /// the queue remembers.
    /// </summary>
    public async Task<SubmitReceipt> SubmitAsync(string queue, IReadOnlyCollection<NewJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var arguments = Arguments(jobs.Count * 12);
        foreach (var job in jobs)
            JobHash.Write(job, arguments);
        var receipt = JobHash.ReadReceipt(await RunAsync(LuaScript.Submit, queue, arguments.ToArray()));
        foreach (var job in jobs)
        {
            if (receipt.Earlier?.ContainsKey(job.Id) != true)
                JobMetrics.Submitted(queue, job.Type);
        }
        return receipt;
    }

    /// <summary>Claims waiting jobs, highest priority first, then in the order of becoming ready.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="lease">How long they are the worker's unless it renews the lease.</param>
    /// <param name="worker">The worker, for people.</param>
    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(string queue, int count, TimeSpan lease, string worker) =>
        JobHash.ReadClaimed(await RunAsync(LuaScript.Claim, queue, [Now(), count, Milliseconds(lease), worker]));

    /// <summary>Records how attempts ended.</summary>
    /// <returns>For each outcome whether it was recorded; false when the job is no longer the worker's.</returns>
    public async Task<IReadOnlyList<bool>> CompleteAsync(string queue, IReadOnlyCollection<JobOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var arguments = Arguments(outcomes.Count * 5);
        foreach (var outcome in outcomes)
            JobHash.Write(outcome, arguments);
        return Flags(await RunAsync(LuaScript.Complete, queue, arguments.ToArray()));
    }

    /// <summary>Renews leases.</summary>
    /// <returns>What became of each lease.</returns>
    public async Task<IReadOnlyList<LeaseState>> HeartbeatAsync(string queue, IReadOnlyCollection<Lease> leases, TimeSpan lease)
    {
        ArgumentNullException.ThrowIfNull(leases);
        var arguments = Arguments(1 + (leases.Count * 2));
        arguments.Add(Milliseconds(lease));
        foreach (var held in leases)
        {
            arguments.Add(held.Id.Value);
            arguments.Add(held.Token);
        }
        return Array.ConvertAll((int[])(await RunAsync(LuaScript.Heartbeat, queue, arguments.ToArray()))!, static state => (LeaseState)state);
    }

    /// <summary>Notes a running job's progress and adds lines to its log.</summary>
    /// <param name="lease">The worker's hold on the job.</param>
    /// <param name="progress">From 0 to 100; null for no news.</param>
    /// <param name="lines">Lines for the log.</param>
    /// <returns>False when the job is no longer the worker's.</returns>
    public async Task<bool> ReportAsync(Lease lease, double? progress, IReadOnlyCollection<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        RedisValue[] arguments = [Now(), lease.Id.Value, lease.Token, progress ?? RedisValue.EmptyString, LogLines, .. lines.Select(static line => (RedisValue)line)];
        return (int)await RunAsync(LuaScript.Report, lease.Id.Queue, arguments) == 1;
    }

    /// <summary>Reads a job; null when there is none of that id (any more).</summary>
    public async Task<Job?> GetAsync(JobId id)
    {
        var reply = (RedisResult[])(await RunAsync(LuaScript.Get, id.Queue, [Now(), id.Value]))!;
        return JobHash.Read(id, reply[0]);
    }

    /// <summary>Reads a job's log, oldest line first.</summary>
    public async Task<IReadOnlyList<string>> GetLogAsync(JobId id) =>
        (string[])(await RunAsync(LuaScript.Log, id.Queue, [Now(), id.Value]))!;

    /// <summary>Makes delayed jobs ready that have come due.</summary>
    /// <returns>How many were looked at: as many as <paramref name="count"/> means there may be more.</returns>
    public async Task<int> PromoteAsync(string queue, int count) =>
        (int)await RunAsync(LuaScript.Promote, queue, [Now(), count]);

    /// <summary>Takes back jobs whose lease has expired.</summary>
    /// <returns>The jobs; as many as <paramref name="count"/> means there may be more.</returns>
    public async Task<IReadOnlyList<LostJob>> ReapAsync(string queue, int count)
    {
        var error = RawJson.From(new JobError(JobError.WorkerLost, "The worker stopped renewing its lease: it died, hung or lost its connection.", 0, clock.GetUtcNow()));
        var values = (string[])(await RunAsync(LuaScript.Reap, queue, [Now(), count, error.Utf8]))!;
        var lost = new LostJob[values.Length / 2];
        for (var i = 0; i < lost.Length; i++)
            lost[i] = new LostJob(JobId.Parse(values[2 * i]), JobStateNames.Parse(values[(2 * i) + 1]));
        return lost;
    }

    /// <summary>Brings the number of tickets back to the number of waiting jobs, and writes down how many jobs come due within a minute.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="lastDeficit">The deficit the last look found: only what is missing twice is added, the rest may be on its way.</param>
    public async Task<Reconciliation> ReconcileAsync(string queue, int lastDeficit)
    {
        var reply = (int[])(await RunAsync(LuaScript.Reconcile, queue, [Now(), lastDeficit]))!;
        return new Reconciliation(reply[0], reply[1]);
    }

    /// <summary>Forgets finished jobs whose time of keeping is over.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="state">The state they finished in.</param>
    /// <param name="keep">How long such jobs are kept.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>How many were looked at: as many as <paramref name="count"/> means there may be more.</returns>
    public async Task<int> TrimAsync(string queue, JobState state, TimeSpan keep, int count)
    {
        if (!state.IsFinished())
            throw new ArgumentOutOfRangeException(nameof(state), state, "Only finished jobs are forgotten.");
        return (int)await RunAsync(LuaScript.Trim, queue, [Now(), state.ToStoreName(), Milliseconds(keep), count]);
    }

    /// <summary>Counts a queue's jobs.</summary>
    public async Task<QueueStats> StatsAsync(string queue)
    {
        var values = (long[])(await RunAsync(LuaScript.Stats, queue, [Now()]))!;
        var age = values[7] == 0 ? 0 : Math.Max(0, values[8] - values[7]) / 1000.0;
        return new QueueStats(queue, values[9] == 1, values[0], values[1], values[2], values[3], values[4], values[5], values[6], age);
    }

    private static RedisValue Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static bool[] Flags(RedisResult reply) => Array.ConvertAll((int[])reply!, static flag => flag == 1);

    private RedisValue Now() => clock == TimeProvider.System ? RedisValue.EmptyString : clock.GetUtcNow().ToUnixTimeMilliseconds();

    private List<RedisValue> Arguments(int count) => new(count + 1) { Now() };

    private Task<RedisResult> RunAsync(LuaScript script, string queue, RedisValue[] arguments) =>
        script.RunAsync(_database, new QueueKeys(queue), arguments);
}
