namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>
/// The load of a rehearsal: idle, a burst of more jobs than all pods have slots, a plateau that needs some of the pods, a tail of long jobs
/// that would fit into one, and idle again. How many jobs that is follows from the slots of a pod and the most pods.
/// </summary>
internal sealed record LoadProfile
{
    /// <summary>How long nothing happens at first.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The burst's jobs, in slots of all pods.</summary>
    public double BurstPerSlot { get; init; } = 5;

    /// <summary>How long a job of the burst or of the plateau takes.</summary>
    public TimeSpan JobTakes { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the burst to the plateau.</summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The plateau's jobs in flight, in slots of all pods.</summary>
    public double PlateauPerSlot { get; init; } = 0.4;

    /// <summary>How long the plateau lasts.</summary>
    public TimeSpan Plateau { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>The long jobs, in slots of one pod.</summary>
    public double LongPerSlot { get; init; } = 0.75;

    /// <summary>How long a long job takes.</summary>
    public TimeSpan LongTakes { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The parts, in their order.</summary>
    public IReadOnlyList<Phase> Phases =>
    [
        new(PhaseName.Idle, TimeSpan.Zero), new(PhaseName.Burst, Idle), new(PhaseName.Plateau, Idle + Burst), new(PhaseName.Tail, PlateauEnd), new(PhaseName.Idle, PlateauEnd + LongTakes),
    ];

    private TimeSpan PlateauEnd => Idle + Burst + Plateau;

    /// <summary>All jobs, in the order of their times.</summary>
    /// <param name="slots">Jobs a pod runs at a time.</param>
    /// <param name="maxReplicas">The most pods.</param>
    public IReadOnlyList<PlannedJob> Plan(int slots, int maxReplicas)
    {
        var all = slots * maxReplicas;
        var burst = Enumerable.Repeat((At: Idle, Takes: JobTakes, IsLong: false), (int)(BurstPerSlot * all));
        var plateau = Evenly((int)(PlateauPerSlot * all * (Plateau / JobTakes)), PlateauEnd - Plateau, Plateau, JobTakes, isLong: false);
        // While the plateau still keeps the slots of several pods busy, so that several get some.
        var tail = Evenly(Math.Max(1, (int)(LongPerSlot * slots)), PlateauEnd - JobTakes, JobTakes, LongTakes, isLong: true);
        return [.. burst.Concat(plateau).Concat(tail).OrderBy(static job => job.At).Select(static (job, number) => new PlannedJob(number, job.At, job.Takes, job.IsLong))];
    }

    private static IEnumerable<(TimeSpan At, TimeSpan Takes, bool IsLong)> Evenly(int count, TimeSpan start, TimeSpan within, TimeSpan takes, bool isLong) =>
        Enumerable.Range(0, count).Select(i => (start + (within * i / count), takes, isLong));
}
