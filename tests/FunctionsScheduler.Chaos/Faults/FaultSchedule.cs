namespace FunctionsScheduler.Chaos.Faults;

/// <summary>Draws what goes wrong and when: every kind once, in any order, then at random until the time is over.</summary>
/// <param name="Processes">Faults of workers and APIs. They overlap.</param>
/// <param name="Store">Faults of Redis, one after the other.</param>
internal sealed record FaultSchedule(IReadOnlyList<Fault> Processes, IReadOnlyList<Fault> Store)
{
    /// <summary>How often each kind comes, in proportion.</summary>
    private static readonly (FaultKind Kind, int Weight)[] ProcessKinds =
        [(FaultKind.WorkerKill, 14), (FaultKind.WorkerPause, 1), (FaultKind.ApiKill, 3), (FaultKind.ApiPause, 1)];

    private static readonly (FaultKind Kind, int Weight)[] StoreKinds =
    [
        (FaultKind.StoreCrash, 3), (FaultKind.StoreOutage, 2), (FaultKind.StorePause, 2), (FaultKind.StoreDisconnect, 3), (FaultKind.StoreFull, 2),
        (FaultKind.StoreForgetsScripts, 1), (FaultKind.StoreFailover, 2), (FaultKind.StorePrimaryLoss, 2),
    ];

    public static FaultSchedule Draw(ChaosSettings settings) => new(
        Draw(new Random(settings.Seed), ProcessKinds, settings.ProcessFaultInterval, overlapping: true, settings),
        Draw(new Random(settings.Seed + 1), StoreKinds, settings.StoreFaultInterval, overlapping: false, settings));

    private static List<Fault> Draw(Random random, (FaultKind Kind, int Weight)[] kinds, TimeSpan interval, bool overlapping, ChaosSettings settings)
    {
        var first = kinds.Select(static kind => kind.Kind).ToArray();
        random.Shuffle(first);
        var (faults, at) = (new List<Fault>(), TimeSpan.Zero);
        while (true)
        {
            at += interval * (0.5 + random.NextDouble());
            if (at > settings.Duration && faults.Count >= kinds.Length)
                return faults;
            var kind = faults.Count < kinds.Length ? first[faults.Count] : Pick(random, kinds);
            var fault = new Fault(kind, at, LastingOf(kind, random, settings), random.Next(1000));
            faults.Add(fault);
            if (!overlapping)
                at += fault.Lasting;
        }
    }

    private static FaultKind Pick(Random random, (FaultKind Kind, int Weight)[] kinds)
    {
        var draw = random.Next(kinds.Sum(static kind => kind.Weight));
        return kinds.First(kind => (draw -= kind.Weight) < 0).Kind;
    }

    private static TimeSpan LastingOf(FaultKind kind, Random random, ChaosSettings settings) => kind switch
    {
        FaultKind.WorkerPause => settings.Lease * (1.2 + random.NextDouble()),
        FaultKind.StoreOutage => settings.Outage,
        FaultKind.StorePause => settings.Outage * (0.2 + random.NextDouble()),
        FaultKind.ApiPause or FaultKind.StoreFull or FaultKind.StorePrimaryLoss => settings.Outage * (0.2 + (0.5 * random.NextDouble())),
        _ => TimeSpan.Zero,
    };
}
