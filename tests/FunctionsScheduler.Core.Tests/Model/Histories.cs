using CsCheck;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>Random histories of a queue.</summary>
internal static class Histories
{
    private const int Shortest = 80;
    private const int Longest = 120;

    private static readonly Gen<int> Any = Gen.Int[0, 40];
    private static readonly Gen<int> DelayMs = Gen.OneOfConst(1, 500, 1000, 10_000);
    private static readonly Gen<int> LeaseMs = Gen.OneOfConst(1000, 15_000);

    private static readonly Gen<Item> Item = Gen.Select(
        Gen.OneOfConst(0, 0, 5, 9), Gen.OneOfConst(0, 0, 0, 1, 1000, 10_000, 90_000), Gen.Int[1, 3], Gen.OneOfConst(0, 0, 0, 1, 2, 3), Gen.Int[0, 1], static (priority, delay, attempts, key, content) => new Item(priority, delay, attempts, key, content));

    private static readonly Gen<End> End = Gen.Select(
        Any, Gen.OneOfConst(JobState.Succeeded, JobState.Succeeded, JobState.Failed, JobState.Retrying, JobState.Retrying, JobState.Queued, JobState.Cancelled), DelayMs, static (lease, state, delay) => new End(lease, state, delay));

    private static readonly Gen<JobState> Indexed = Gen.OneOfConst(
        JobState.Queued, JobState.Scheduled, JobState.Retrying, JobState.Succeeded, JobState.Failed, JobState.Cancelled);

    private static readonly Gen<JobState> Finished = Gen.OneOfConst(JobState.Succeeded, JobState.Failed, JobState.Cancelled);

    /// <summary>Without faults but tickets that get lost or doubled, and clocks that jump.</summary>
    public static Gen<Step[]> Clean { get; } = OneStep(Gen.OneOfConst(1, 2, 500)).Array[Shortest, Longest];

    /// <summary>With scripts cut short and replies lost.</summary>
    public static Gen<Step[]> Faulty { get; } = WithFaults(OneStep(Gen.Const(500))).Array[Shortest, Longest];

    private static Gen<Step> WithFaults(Gen<Step> step) => Gen.Frequency(
        (6, step),
        (1, step.Select(static step => (Step)new Again(step))),
        (2, Gen.Select(step, Gen.Int[0, 12], static (step, writes) => (Step)new Cut(step, writes))));

    private static Gen<Step> OneStep(Gen<int> limit) => Gen.Frequency(
        (12, Item.Array[1, 4].Select(static items => (Step)new Submit(items))),
        (16, Gen.Select(Gen.Int[1, 5], LeaseMs, static (count, lease) => (Step)new Claim(count, lease))),
        (14, End.Array[1, 4].Select(static ends => (Step)new Complete(ends))),
        (4, Gen.Select(Any.Array[1, 4], LeaseMs, static (leases, lease) => (Step)new Heartbeat(leases, lease))),
        (4, Gen.Select(Any, Gen.Int[-1, 100], Gen.Int[0, 2], static (lease, progress, lines) => (Step)new Report(lease, progress < 0 ? null : progress, lines))),
        (8, limit.Select(static count => (Step)new Promote(count))),
        (8, limit.Select(static count => (Step)new Reap(count))),
        (4, Gen.Const((Step)new Reconcile())),
        (3, Gen.Int[1, 3].Select(static count => (Step)new TakeTickets(count))),
        (2, Gen.Int[1, 3].Select(static count => (Step)new AddTickets(count))),
        (4, Any.Select(static job => (Step)new Cancel(job))),
        (4, Any.Select(static job => (Step)new Retry(job))),
        (2, Any.Select(static job => (Step)new Delete(job))),
        (1, Gen.Const((Step)new Pause())),
        (2, Gen.Const((Step)new Resume())),
        (2, Gen.Const((Step)new Replay())),
        (1, Indexed.Select(static state => (Step)new Purge(state))),
        (2, Gen.Select(Finished, Gen.OneOfConst(0, 1000, 60_000), static (state, keep) => (Step)new Trim(state, keep))),
        (3, Gen.Const((Step)new Stats())),
        (3, Any.Select(static job => (Step)new Get(job))),
        (14, Gen.OneOfConst(1, 500, 1000, 5000, 15_000, 60_000, -1, -5000, -3_600_000).Select(static ms => (Step)new Pass(ms))));
}
