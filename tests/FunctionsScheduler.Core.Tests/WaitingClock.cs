using System.Collections.Concurrent;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests;

/// <summary>A clock that tells how long it is asked to wait.</summary>
internal sealed class WaitingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Enqueue(dueTime);
        return timer;
    }

    public async Task<TimeSpan> NextWaitAsync()
    {
        TimeSpan wait = default;
        await Eventually.HoldsAsync(() => _waits.TryDequeue(out wait), "somebody waits");
        return wait;
    }
}
