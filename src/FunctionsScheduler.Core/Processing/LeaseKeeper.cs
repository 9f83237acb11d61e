using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Processing;

/// <summary>
/// Renews the leases of running jobs, one call a queue. A job that is lost, or whose lease could not be renewed in time, is stopped here
/// before another worker may have it.
/// </summary>
internal sealed class LeaseKeeper(JobQueue queue, TimeSpan lease, TimeProvider clock, ILogger logger)
{
    /// <summary>A handler is stopped this part of a lease before it ends: time to stop in, and for clocks to differ.</summary>
    private const double Margin = 0.2;

    /// <summary>Renews the leases of these jobs.</summary>
    public async Task RenewAsync(IReadOnlyCollection<RunningJob> jobs)
    {
        foreach (var group in jobs.GroupBy(static job => job.Id.Queue, StringComparer.Ordinal))
        {
            var held = group.ToList();
            var asked = clock.GetTimestamp();
            try
            {
                var renewed = await queue.HeartbeatAsync(group.Key, held.ConvertAll(static job => job.Lease), lease);
                for (var i = 0; i < held.Count; i++)
                {
                    if (renewed[i] == LeaseState.Lost)
                        Lose(held[i]);
                    else
                        held[i].LeasedAt = asked;
                    if (renewed[i] == LeaseState.CalledOff)
                        held[i].Stop(StopReason.CalledOff);
                }
            }
            catch (StoreUnavailableException)
            {
                foreach (var job in held.Where(IsRunningOut))
                    Lose(job);
            }
        }
    }

    private bool IsRunningOut(RunningJob job) => clock.GetElapsedTime(job.LeasedAt) > lease * (1 - Margin);

    private void Lose(RunningJob job)
    {
        if (job.StopReason == StopReason.LeaseLost)
            return;
        job.Stop(StopReason.LeaseLost);
        JobMetrics.LeaseLost(job.Id.Queue);
        logger.LeaseLost(job.Id.Value);
    }
}
