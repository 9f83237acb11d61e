namespace FunctionsScheduler.Chaos.Load;

/// <summary>Draws the jobs of the load.</summary>
internal sealed class JobMix(int seed)
{
    private readonly Random _random = new(seed);

    public JobPlan Next()
    {
        var kind = _random.NextDouble() switch
        {
            < 0.55 => JobKind.Data,
            < 0.91 => JobKind.Call,
            < 0.94 => JobKind.Slow,
            < 0.99 => JobKind.Flaky,
            _ => JobKind.Refused,
        };
        var delay = _random.Next(10) == 0 ? TimeSpan.FromSeconds(Math.Round(5 * _random.NextDouble(), 3)) : TimeSpan.Zero;
        var takes = kind == JobKind.Slow ? TimeSpan.FromSeconds(1 + (3 * _random.NextDouble())) : TimeSpan.FromMilliseconds(_random.Next(20));
        return new JobPlan(kind, _random.Next(10), delay, takes);
    }
}
