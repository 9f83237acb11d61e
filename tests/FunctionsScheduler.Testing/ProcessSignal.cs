using System.Diagnostics;

namespace FunctionsScheduler.Testing;

/// <summary>Signals to processes that a test has started.</summary>
internal static class ProcessSignal
{
    /// <summary>Sends a signal to a process that runs.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="name">The signal without its SIG.</param>
    public static async Task SendAsync(int processId, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{processId}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
