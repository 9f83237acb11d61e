namespace FunctionsScheduler.Processing;

/// <summary>Tells a loop that goes round at least once a second, or waits for a store's answer, from one that has come to a standstill.</summary>
/// <param name="loop">What the loop does, in the words of a report.</param>
internal sealed class LoopPulse(string loop, TimeProvider clock)
{
    /// <summary>How long a loop may take for one round: several calls of the store, each of which times out after seconds, and a busy processor.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private long _beatAt = clock.GetTimestamp();

    /// <summary>Why the loop is taken for standing still; null when it is not.</summary>
    public string? Standstill => clock.GetElapsedTime(Volatile.Read(ref _beatAt)) is var silence && silence > Longest ? $"{loop} has stood still for {silence.TotalSeconds:0} s" : null;

    /// <summary>Notes that the loop has begun another round.</summary>
    public void Beat() => Volatile.Write(ref _beatAt, clock.GetTimestamp());
}
