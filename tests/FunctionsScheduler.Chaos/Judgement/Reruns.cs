using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Ledger;

namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>How soon jobs ran again whose worker was killed in the middle of them.</summary>
internal sealed class Reruns
{
    /// <summary>A call that breaks off so soon after a worker was killed was that worker's.</summary>
    private static readonly TimeSpan Cause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan[] _delays;

    public Reruns(IEnumerable<JobRecord> jobs, IEnumerable<Kill> kills)
    {
        var deaths = kills.Where(static kill => kill.IsWorker).Select(static kill => kill.At).Order().ToArray();
        _delays = [.. jobs.SelectMany(job => DelaysOf(job.Runs, deaths)).Order()];
    }

    public int Count => _delays.Length;

    /// <summary>The delay that this part of the reruns did not exceed.</summary>
    public TimeSpan Percentile(double part) => _delays.Length == 0 ? TimeSpan.Zero : _delays[(int)Math.Ceiling(part * _delays.Length) - 1];

    private static IEnumerable<TimeSpan> DelaysOf(JobRun[] runs, TimeSpan[] deaths)
    {
        for (var i = 0; i + 1 < runs.Length; i++)
        {
            if (runs[i].BrokenOffAt is not { } brokenOff)
                continue;
            var death = Array.FindLast(deaths, death => death <= brokenOff);
            if (death != default && brokenOff - death < Cause)
                yield return runs[i + 1].StartedAt - death;
        }
    }
}
