using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Testing;

/// <summary>Waits for what other threads bring about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Looks until what is seen is as it must be; a test that looks in vain fails and says what it saw last.</summary>
    /// <param name="look">Takes a look.</param>
    /// <param name="isRight">Whether what was seen is as it must be.</param>
    /// <param name="expected">What is waited for, in words.</param>
    /// <param name="within">How long to wait at most; 30 seconds when left out.</param>
    /// <returns>What was seen then.</returns>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> isRight, string expected, TimeSpan? within = null)
    {
        var limit = within ?? Patience;
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isRight(seen))
                return seen;
            if (Stopwatch.GetElapsedTime(start) > limit)
                Assert.Fail($"Not within {limit.TotalSeconds} s: {expected}. Seen last: {seen}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static Task HoldsAsync(Func<Task<bool>> condition, string expected, TimeSpan? within = null) =>
        SeeAsync(condition, static holds => holds, expected, within);

    /// <summary>The same for a condition that can be seen at once.</summary>
    public static Task HoldsAsync(Func<bool> condition, string expected, TimeSpan? within = null) =>
        HoldsAsync(() => Task.FromResult(condition()), expected, within);

    /// <summary>Lets a fake clock run, a step at a time, until a condition holds.</summary>
    public static Task HoldsAsync(FakeTimeProvider clock, TimeSpan step, Func<Task<bool>> condition, string expected) => HoldsAsync(
        async () =>
        {
            if (await condition())
                return true;
            clock.Advance(step);
            return false;
        },
        expected);
}
