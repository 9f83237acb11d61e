using System.Diagnostics;

namespace FunctionsScheduler.Deployment.Tests;

/// <summary>Runs scripts as people do.</summary>
internal static class Shell
{
    /// <summary>Skips the test without these commands, or fails it where servers are required (as in CI).</summary>
    public static void Require(params string[] commands)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (Array.Find(commands, command => !Array.Exists(folders, folder => File.Exists(Path.Combine(folder, command)))) is not { } missing)
            return;
        if (Environment.GetEnvironmentVariable("FS_REQUIRE_SERVERS") == "1")
            Assert.Fail($"{missing} is not installed, and FS_REQUIRE_SERVERS is 1.");
        Assert.Skip($"no {missing} on this machine");
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="variables">More of its environment.</param>
    /// <returns>Its exit code, and what it wrote to its outputs.</returns>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? variables = null)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var cancelled = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var errors = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return (process.ExitCode, await output, await errors);
    }
}
