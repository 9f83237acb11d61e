using System.Diagnostics;

namespace FunctionsScheduler.Rehearsal;

/// <summary>
/// The time everything goes by that the manifests and the load say in seconds: since the run began, and faster than real time when so wished.
/// What machines need, such as the start of a process, does not become faster by it.
/// </summary>
/// <param name="speed">How many of its seconds pass in a real one.</param>
internal sealed class RehearsalClock(double speed)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>The time since the run began.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_start) * speed;

    /// <summary>What a time takes in reality.</summary>
    public TimeSpan Real(TimeSpan time) => time / speed;

    /// <summary>Waits for a point of time; does not wait when it is past.</summary>
    public Task UntilAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        var wait = at - Now;
        return wait > TimeSpan.Zero ? Task.Delay(Real(wait), cancellationToken) : Task.CompletedTask;
    }
}
