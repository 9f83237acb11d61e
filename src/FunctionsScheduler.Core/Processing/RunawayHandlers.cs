using System.Globalization;

namespace FunctionsScheduler.Processing;

/// <summary>
/// Handlers that go on though nobody waits for them any more: long past their time limit, or long after their lease was lost. Each keeps its
/// slot until it returns, and one that never does keeps it for ever.
/// </summary>
internal sealed class RunawayHandlers(int slots, TimeSpan lease, TimeProvider clock)
{
    /// <summary>How long a handler that was told to stop may take to do so.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly HashSet<RunningJob> _handlers = [];
    private volatile int _count;

    /// <summary>That every slot is taken by one of them; null otherwise.</summary>
    public string? Standstill =>
        _count < slots ? null : string.Create(CultureInfo.InvariantCulture, $"each of the {slots} slots is taken by a handler that did not stop when it was told to");

    /// <summary>Whether a handler should have returned by now.</summary>
    public bool IsOne(RunningJob job) => job.StopReason switch
    {
        StopReason.Drain => false,
        StopReason.LeaseLost => clock.GetElapsedTime(job.LeasedAt) >= lease + Grace,
        _ => clock.GetUtcNow() >= job.Deadline + Grace,
    };

    /// <summary>Takes another look: these are new, and some of the others may have returned.</summary>
    public void Look(IEnumerable<RunningJob> found)
    {
        _handlers.UnionWith(found);
        _handlers.RemoveWhere(static job => job.HasReturned);
        _count = _handlers.Count;
    }
}
