using System.Diagnostics;

namespace FunctionsScheduler.Chaos;

/// <summary>Time since the run began: what everything in the ledger and the report is stamped with.</summary>
internal sealed class RunClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);
}
