using System.Collections.Concurrent;
using FunctionsScheduler.Chaos.Load;

namespace FunctionsScheduler.Chaos.Ledger;

/// <summary>Everything the outside knows of the jobs.</summary>
internal sealed class JobLedger(RunClock clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<int, JobRecord> _jobs = new();
    private readonly ConcurrentQueue<JobRecord> _accepted = new();
    private int _count;
    private int _acceptedCount;
    private int _runCount;
    private long _lastAccepted;
    private long _lastRun;

    public RunClock Clock => clock;

    public JobRecord this[int number] => _jobs[number];

    public IEnumerable<JobRecord> Jobs => _jobs.Values;

    public int AcceptedCount => Volatile.Read(ref _acceptedCount);

    public int RunCount => Volatile.Read(ref _runCount);

    /// <summary>Makes the record of a job that is about to be submitted.</summary>
    public JobRecord Open(JobPlan plan)
    {
        var job = new JobRecord(Interlocked.Increment(ref _count), plan);
        _jobs[job.Number] = job;
        return job;
    }

    /// <summary>Notes how a submission was answered.</summary>
    public void Answered(JobRecord job, int status, bool hasRetryAfter, string? id)
    {
        (job.Status, job.HasRetryAfter, job.Id, job.AnsweredAt) = (status, hasRetryAfter, id, clock.Now);
        if (id is null)
            return;
        _accepted.Enqueue(job);
        Interlocked.Increment(ref _acceptedCount);
        Volatile.Write(ref _lastAccepted, clock.Now.Ticks);
    }

    /// <summary>Notes that a job runs.</summary>
    public void Ran(JobRun run)
    {
        Interlocked.Increment(ref _runCount);
        Volatile.Write(ref _lastRun, run.StartedAt.Ticks);
    }

    /// <summary>Takes an accepted job to look after.</summary>
    public bool TryTakeAccepted(out JobRecord job) => _accepted.TryDequeue(out job!);

    /// <summary>Puts a job back that has not ended yet.</summary>
    public void LookAgain(JobRecord job) => _accepted.Enqueue(job);

    /// <summary>When the first job was accepted after a moment; null when none was within the limit.</summary>
    public Task<TimeSpan?> AcceptedSinceAsync(TimeSpan moment, TimeSpan limit) => SinceAsync(() => Volatile.Read(ref _lastAccepted), moment, limit);

    /// <summary>When the first job started after a moment; null when none did within the limit.</summary>
    public Task<TimeSpan?> RanSinceAsync(TimeSpan moment, TimeSpan limit) => SinceAsync(() => Volatile.Read(ref _lastRun), moment, limit);

    private async Task<TimeSpan?> SinceAsync(Func<long> last, TimeSpan moment, TimeSpan limit)
    {
        while (true)
        {
            var seen = TimeSpan.FromTicks(last());
            if (seen > moment)
                return seen;
            if (clock.Now - moment > limit)
                return null;
            await Task.Delay(Pause);
        }
    }
}
