using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Scheduling;

/// <summary>
/// Keeps the queues in order: makes due jobs ready, takes jobs back from dead workers, replaces lost tickets, forgets old jobs. It runs in
/// every process and needs no leader, since every step is atomic and does nothing when another process has just done it.
/// </summary>
internal sealed class Sweeper(
    JobQueue queue, IOptions<JobOptions> jobs, IOptions<RetentionOptions> retention, TimeProvider clock, Func<double> random, ILogger<Sweeper> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan ReapInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimInterval = TimeSpan.FromMinutes(1);

    private readonly StoreRetry _store = new("sweeper", clock, logger);
    private readonly List<QueueSweep> _sweeps = [.. jobs.Value.QueueNames.Select(static name => new QueueSweep(name))];

    /// <summary>Does what is due on every queue.</summary>
    public async Task SweepAsync()
    {
        // First of all, what makes room: in a store without any, the rest fails.
        foreach (var sweep in _sweeps)
        {
            if (!sweep.Trim.IsDue(clock, TrimInterval))
                continue;
            await TrimAsync(sweep.Queue, JobState.Succeeded, retention.Value.Succeeded);
            await TrimAsync(sweep.Queue, JobState.Cancelled, retention.Value.Succeeded);
            await TrimAsync(sweep.Queue, JobState.Failed, retention.Value.Failed);
        }
        foreach (var sweep in _sweeps)
        {
            await PromoteAsync(sweep.Queue);
            if (sweep.Reap.IsDue(clock, ReapInterval))
            {
                await ReapAsync(sweep.Queue);
                await ReconcileAsync(sweep);
            }
            JobMetrics.Swept(sweep.Queue);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _store.TryAsync(SweepAsync, stoppingToken);
            // Jittered, so that many processes do not all sweep at the same moment.
            await Task.Delay(jobs.Value.SweepInterval * (0.5 + random()), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PromoteAsync(string name)
    {
        int promoted;
        do
        {
            promoted = await queue.PromoteAsync(name, Batch);
            if (promoted > 0)
                JobMetrics.Promoted(name, promoted);
        }
        while (promoted == Batch);
    }

    private async Task ReapAsync(string name)
    {
        int reaped;
        do
        {
            var lost = await queue.ReapAsync(name, Batch);
            reaped = lost.Count;
            foreach (var job in lost)
                logger.JobReaped(job.Id.Value, job.State.ToStoreName());
            if (reaped > 0)
                JobMetrics.Reaped(name, reaped);
        }
        while (reaped == Batch);
    }

    private async Task ReconcileAsync(QueueSweep sweep)
    {
        var found = await queue.ReconcileAsync(sweep.Queue, sweep.TicketDeficit);
        sweep.TicketDeficit = found.Deficit - found.Added;
        if (found.Added == 0)
            return;
        JobMetrics.TicketsAdded(sweep.Queue, found.Added);
        logger.TicketsAdded(found.Added, sweep.Queue);
    }

    private async Task TrimAsync(string name, JobState state, TimeSpan keep)
    {
        int trimmed;
        do
        {
            trimmed = await queue.TrimAsync(name, state, keep, Batch);
            if (trimmed > 0)
                JobMetrics.Trimmed(name, trimmed);
        }
        while (trimmed == Batch);
    }

    private sealed class QueueSweep(string queue)
    {
        public string Queue { get; } = queue;

        public int TicketDeficit { get; set; }

        public Cadence Reap { get; } = new();

        public Cadence Trim { get; } = new();
    }
}
