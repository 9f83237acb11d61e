namespace FunctionsScheduler.Scheduling;

/// <summary>Remembers when something was last done, to do it again after a time.</summary>
internal sealed class Cadence
{
    private long? _last;

    /// <summary>Whether it is due; if so, it counts as done now.</summary>
    public bool IsDue(TimeProvider clock, TimeSpan interval)
    {
        if (_last is { } last && clock.GetElapsedTime(last) < interval)
            return false;
        _last = clock.GetTimestamp();
        return true;
    }
}
