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
    public Task RenewAsync(IEnumerable<RunningJob> jobs) =>
        Task.WhenAll(jobs.GroupBy(static job => job.Id.Queue, StringComparer.Ordinal).Select(static group => group.ToList()).Select(RenewAsync));

    /// <summary>
    /// Stops jobs whose leases are about to run out, be it that the store refuses to renew them or that it does not answer. Only what is seen
    /// twice is lost: a process that stood still for a while gets to renew first.
    /// </summary>
    public void LoseExpiring(IEnumerable<RunningJob> jobs)
    {
        foreach (var job in jobs)
        {
            var wasExpiring = job.IsExpiring;
            job.IsExpiring = clock.GetElapsedTime(job.LeasedAt) > lease * (1 - Margin);
            if (wasExpiring && job.IsExpiring)
                Lose(job);
        }
    }

    private async Task RenewAsync(List<RunningJob> held)
    {
        var asked = clock.GetTimestamp();
        IReadOnlyList<LeaseState> renewed;
        try
        {
            renewed = await queue.HeartbeatAsync(held[0].Id.Queue, held.ConvertAll(static job => job.Lease), lease);
        }
        catch (StoreUnavailableException)
        {
            // Tried again shortly, for as long as the leases last.
            return;
        }
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

    private void Lose(RunningJob job)
    {
        if (job.StopReason == StopReason.LeaseLost)
            return;
        job.Stop(StopReason.LeaseLost);
        JobMetrics.LeaseLost(job.Id.Queue);
        logger.LeaseLost(job.Id.Value);
    }
}
