using FunctionsScheduler.Chaos.Load;

namespace FunctionsScheduler.Chaos.Ledger;

/// <summary>What is known of one job from outside: how its submission was answered, when it ran, what was seen of its end.</summary>
internal sealed class JobRecord(int number, JobPlan plan)
{
    private readonly Lock _lock = new();
    private readonly List<JobRun> _runs = [];

    public int Number => number;

    public JobPlan Plan => plan;

    public TimeSpan SentAt { get; set; }

    public TimeSpan? AnsweredAt { get; set; }

    /// <summary>The status of the answer; 0 when none came.</summary>
    public int Status { get; set; }

    public bool HasRetryAfter { get; set; }

    /// <summary>The id it was accepted under; null for a submission that was not: such a job may exist or not.</summary>
    public string? Id { get; set; }

    /// <summary>The first end of the job that was seen.</summary>
    public JobEnd? FirstEnd { get; private set; }

    /// <summary>When that was.</summary>
    public TimeSpan FirstEndAt { get; private set; }

    public JobRun[] Runs
    {
        get
        {
            lock (_lock)
                return [.. _runs];
        }
    }

    public void Ended(JobEnd end, TimeSpan at) => (FirstEnd, FirstEndAt) = (end, at);

    public JobRun Begin(string jobId, int attempt, TimeSpan at)
    {
        lock (_lock)
        {
            var run = new JobRun(jobId, _runs.Count + 1, attempt, at);
            _runs.Add(run);
            return run;
        }
    }
}
