using System.Diagnostics;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Monitoring.Tests.Rules;

/// <summary>Prometheus's own checks.</summary>
internal static class Promtool
{
    private static readonly DebianTool Tool = new("promtool", "prometheus");

    public static void Require() => Tool.Require();

    /// <summary>Runs it on files of a directory.</summary>
    /// <returns>Whether all is well, and what it says.</returns>
    public static async Task<(bool Passed, string Output)> RunAsync(TestDirectory directory, params string[] arguments)
    {
        var info = new ProcessStartInfo(Tool.Name, arguments)
        {
            WorkingDirectory = directory.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode == 0, await output + await errors);
    }
}
