using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Ledger;

namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>How soon jobs ran again whose worker was killed in the middle of them.</summary>
internal sealed class Reruns
{
    /// <summary>A call that breaks off so soon after a worker was killed was that worker's.</summary>
    private static readonly TimeSpan Cause = TimeSpan.FromSeconds(1);

    private readonly (TimeSpan Delay, JobRecord Job, JobRun Next)[] _direct;

    public Reruns(IEnumerable<JobRecord> jobs, IEnumerable<Kill> kills)
    {
        var deaths = kills.Where(static kill => kill.IsWorker).Select(static kill => kill.At).Order().ToArray();
        var all = jobs.SelectMany(job => Of(job, deaths)).ToLookup(static rerun => rerun.Direct);
        _direct = [.. all[true].Select(static rerun => (rerun.Delay, rerun.Job, rerun.Next)).OrderBy(static rerun => rerun.Delay)];
        Unlucky = all[false].Count();
    }

    public int Count => _direct.Length;

    /// <summary>Jobs whose next worker died, too, before it had begun with them: they waited for two leases, and do not count.</summary>
    public int Unlucky { get; }

    /// <summary>The slowest of all, in words.</summary>
    public string Slowest => Count == 0 ? "" : $"{_direct[^1].Next} of a {_direct[^1].Job.Plan}";

    /// <summary>The delay that this part of the reruns did not exceed.</summary>
    public TimeSpan Percentile(double part) => Count == 0 ? TimeSpan.Zero : _direct[(int)Math.Ceiling(part * Count) - 1].Delay;

    private static IEnumerable<(bool Direct, TimeSpan Delay, JobRecord Job, JobRun Next)> Of(JobRecord job, TimeSpan[] deaths)
    {
        var runs = job.Runs;
        for (var i = 0; i + 1 < runs.Length; i++)
        {
            if (runs[i].BrokenOffAt is not { } brokenOff)
                continue;
            var death = Array.FindLast(deaths, death => death <= brokenOff);
            if (death != default && brokenOff - death < Cause)
                yield return (runs[i + 1].Attempt == runs[i].Attempt + 1, runs[i + 1].StartedAt - death, job, runs[i + 1]);
        }
    }
}
