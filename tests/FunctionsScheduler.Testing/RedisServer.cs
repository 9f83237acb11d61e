using System.Diagnostics;

namespace FunctionsScheduler.Testing;

/// <summary>A real redis-server of a test's own, on 127.0.0.1 and in a directory that goes with it.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly DebianTool Tool = new("redis-server", "redis-server");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fs-redis-");
    private Process? _process;

    public int Port { get; } = LoopbackPort.Free();

    public string Endpoint => $"127.0.0.1:{Port}";

    public static bool IsInstalled => Tool.IsInstalled;

    /// <summary>Skips the test without redis-server, or fails it where servers are required (as in CI).</summary>
    public static void Require() => Tool.Require();

    /// <summary>Starts the server, or starts it again on its old port and data, and waits until it answers.</summary>
    /// <param name="arguments">More of its settings.</param>
    public async Task StartAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo(Tool.Name) { RedirectStandardOutput = true, UseShellExecute = false };
        // With 'everysec' a busy disk lets Redis answer before it writes, so a kill could take what was acknowledged.
        string[] all = ["--bind", "127.0.0.1", "--port", $"{Port}", "--dir", _directory.FullName, "--save", "", "--appendonly", "yes", "--appendfsync", "always", .. arguments];
        foreach (var argument in all)
            info.ArgumentList.Add(argument);
        _process = Process.Start(info)!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }
        throw new InvalidOperationException($"redis-server on port {Port} did not start.");
    }

    /// <summary>Ends the server at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Stops the server's clock, as an overloaded machine would (SIGSTOP).</summary>
    public Task PauseAsync() => ProcessSignal.SendAsync(_process!.Id, "STOP");

    /// <summary>Lets the server go on (SIGCONT).</summary>
    public Task ResumeAsync() => ProcessSignal.SendAsync(_process!.Id, "CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        // A child that saves data may outlive its parent for a moment, and still write.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _directory.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
        }
    }
}
