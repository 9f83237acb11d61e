using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Testing;

/// <summary>Waits for what other threads bring about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits until a condition holds; fails the test when it does not come to.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
                Assert.Fail($"Not within {Limit.TotalSeconds:F0} s: {what}.");
            await Task.Delay(Pause);
        }
    }

    /// <summary>The same for a condition that can be seen at once.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    /// <summary>Lets a fake clock run, a step at a time, until a condition holds.</summary>
    public static Task HoldsAsync(FakeTimeProvider clock, TimeSpan step, Func<Task<bool>> condition, string what) => HoldsAsync(
        async () =>
        {
            if (await condition())
                return true;
            clock.Advance(step);
            return false;
        },
        what);
}
