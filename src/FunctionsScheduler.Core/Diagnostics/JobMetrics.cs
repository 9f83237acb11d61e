using System.Diagnostics;
using System.Diagnostics.Metrics;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Diagnostics;

/// <summary>Metrics of the platform, for any exporter of <see cref="System.Diagnostics.Metrics"/>.</summary>
public static class JobMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "FunctionsScheduler";

    /// <summary>The names of the histograms of seconds, for exporters that want bucket bounds.</summary>
    public static IReadOnlyList<string> DurationHistograms { get; } = ["functionsscheduler.job.wait", "functionsscheduler.job.run"];

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> SubmittedJobs = Meter.CreateCounter<long>("functionsscheduler.jobs.submitted", null, "Jobs accepted into a queue.");
    private static readonly Counter<long> FinishedAttempts = Meter.CreateCounter<long>("functionsscheduler.attempts.finished", null, "Attempts by how they ended: succeeded, failed, retrying, cancelled, queued (given back) or refused.");
    private static readonly Histogram<double> Wait = Meter.CreateHistogram<double>("functionsscheduler.job.wait", "s", "From a job's becoming ready to its claim.");
    private static readonly Histogram<double> Run = Meter.CreateHistogram<double>("functionsscheduler.job.run", "s", "How long an attempt took.");
    private static readonly UpDownCounter<long> RunningJobs = Meter.CreateUpDownCounter<long>("functionsscheduler.jobs.running", null, "Jobs this process runs now.");
    private static readonly Counter<long> LostLeases = Meter.CreateCounter<long>("functionsscheduler.leases.lost", null, "Leases this worker lost while it ran the job.");
    private static readonly Counter<long> ReapedJobs = Meter.CreateCounter<long>("functionsscheduler.jobs.reaped", null, "Jobs taken back from workers that are gone.");
    private static readonly Counter<long> PromotedJobs = Meter.CreateCounter<long>("functionsscheduler.jobs.promoted", null, "Delayed jobs that came due.");
    private static readonly Counter<long> TrimmedJobs = Meter.CreateCounter<long>("functionsscheduler.jobs.trimmed", null, "Finished jobs forgotten after their time of keeping.");
    private static readonly Counter<long> AddedTickets = Meter.CreateCounter<long>("functionsscheduler.tickets.added", null, "Lost tickets replaced.");
    private static readonly Counter<long> Sweeps = Meter.CreateCounter<long>("functionsscheduler.sweeps", null, "Rounds of the sweeper that went through.");
    private static readonly Counter<long> StoreFailures = Meter.CreateCounter<long>("functionsscheduler.store.failures", null, "Times a loop of the platform found the store unavailable.");
    private static readonly UpDownCounter<long> SilentDoorbells = Meter.CreateUpDownCounter<long>("functionsscheduler.doorbells.silent", null, "Queues this process works on by itself, since jobs wait and their trigger does not fire.");
    private static readonly Counter<long> RefusedSubmissions = Meter.CreateCounter<long>("functionsscheduler.submissions.refused", null, "Submissions refused because the store is nearly full.");

    internal static void Submitted(string queue, string type) => SubmittedJobs.Add(1, new("queue", queue), new("type", type));

    internal static void Claimed(ClaimedJob job, DateTimeOffset now)
    {
        Wait.Record(Math.Max(0, (now - job.ReadyAt).TotalSeconds), new KeyValuePair<string, object?>("queue", job.Id.Queue));
        RunningJobs.Add(1, new KeyValuePair<string, object?>("queue", job.Id.Queue));
    }

    internal static void Ran(ClaimedJob job, TimeSpan duration)
    {
        Run.Record(duration.TotalSeconds, new("queue", job.Id.Queue), new("type", job.Type));
        RunningJobs.Add(-1, new KeyValuePair<string, object?>("queue", job.Id.Queue));
    }

    internal static void Finished(JobOutcome outcome, string type, bool recorded) =>
        FinishedAttempts.Add(1, new TagList { { "queue", outcome.Id.Queue }, { "type", type }, { "outcome", recorded ? outcome.State.ToStoreName() : "refused" } });

    internal static void LeaseLost(string queue) => LostLeases.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal static void Reaped(string queue, int count) => ReapedJobs.Add(count, new KeyValuePair<string, object?>("queue", queue));

    internal static void Promoted(string queue, int count) => PromotedJobs.Add(count, new KeyValuePair<string, object?>("queue", queue));

    internal static void Trimmed(string queue, int count) => TrimmedJobs.Add(count, new KeyValuePair<string, object?>("queue", queue));

    internal static void TicketsAdded(string queue, int count) => AddedTickets.Add(count, new KeyValuePair<string, object?>("queue", queue));

    internal static void Swept(string queue) => Sweeps.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal static void StoreUnavailable(string loop) => StoreFailures.Add(1, new KeyValuePair<string, object?>("loop", loop));

    internal static void DoorbellSilent(string queue, int change) => SilentDoorbells.Add(change, new KeyValuePair<string, object?>("queue", queue));

    internal static void SubmissionRefused() => RefusedSubmissions.Add(1);

    /// <summary>
    /// Shows every counter of these queues from the start, at 0: what appears only with its first event looks to Prometheus as if it had always
    /// had that value, and no rate ever tells of it.
    /// </summary>
    internal static void Begin(IReadOnlyCollection<string> queues, IEnumerable<JobType> types)
    {
        foreach (var queue in queues)
        {
            var tag = new KeyValuePair<string, object?>("queue", queue);
            foreach (var counter in (Counter<long>[])[LostLeases, ReapedJobs, PromotedJobs, TrimmedJobs, AddedTickets, Sweeps])
                counter.Add(0, tag);
            RunningJobs.Add(0, tag);
            SilentDoorbells.Add(0, tag);
        }
        foreach (var type in types.Where(type => queues.Contains(type.Queue, StringComparer.Ordinal)))
        {
            SubmittedJobs.Add(0, new("queue", type.Queue), new("type", type.Name));
            foreach (var outcome in (JobState[])[JobState.Succeeded, JobState.Retrying, JobState.Failed])
                FinishedAttempts.Add(0, new("queue", type.Queue), new("type", type.Name), new("outcome", outcome.ToStoreName()));
        }
    }

    /// <summary>The same for a loop that talks to the store.</summary>
    internal static void Begin(string loop) => StoreFailures.Add(0, new KeyValuePair<string, object?>("loop", loop));

    /// <summary>Shows how full the store is, while it is known.</summary>
    internal static void Observe(StoreRoom room)
    {
        RefusedSubmissions.Add(0);
        Meter.CreateObservableGauge("functionsscheduler.store.fill", () => Measure(room.Fill), null, "The part of the store's memory that is in use.");
        Meter.CreateObservableGauge("functionsscheduler.store.expected", () => Measure(room.Expected), null, "The same with what the jobs in it will still take: from Limits:StoreFullPercent on submissions are refused.");

        static IEnumerable<Measurement<double>> Measure(double? part) => part is { } known ? [new Measurement<double>(known)] : [];
    }

    /// <summary>Shows queue lengths as gauges, from whatever was counted last.</summary>
    internal static void Observe(Func<IEnumerable<QueueStats>> stats)
    {
        Gauge("functionsscheduler.queue.tickets", null, "Tickets: what autoscalers count.", static s => s.Ready);
        Gauge("functionsscheduler.queue.waiting", null, "Jobs ready to run.", static s => s.Waiting);
        Gauge("functionsscheduler.queue.delayed", null, "Jobs due later.", static s => s.Delayed);
        Gauge("functionsscheduler.queue.running", null, "Jobs claimed by workers of all processes.", static s => s.Running);
        Gauge("functionsscheduler.queue.succeeded", null, "Succeeded jobs kept.", static s => s.Succeeded);
        Gauge("functionsscheduler.queue.dead", null, "Dead letters kept.", static s => s.Dead);
        Gauge("functionsscheduler.queue.paused", null, "1 while the queue's jobs are held back, 0 otherwise.", static s => s.Paused ? 1 : 0);
        Meter.CreateObservableGauge("functionsscheduler.queue.oldest.age", () => Measure(static s => s.OldestAgeSeconds), "s", "How long the longest waiting job has been ready.");

        void Gauge(string name, string? unit, string description, Func<QueueStats, double> value) =>
            Meter.CreateObservableGauge(name, () => Measure(value), unit, description);

        IEnumerable<Measurement<double>> Measure(Func<QueueStats, double> value) =>
            stats().Select(s => new Measurement<double>(value(s), new KeyValuePair<string, object?>("queue", s.Name)));
    }
}
