using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FunctionsScheduler.Testing;

/// <summary>A real redis-server of a test's own, on 127.0.0.1 and in a directory that goes with it.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fs-redis-");
    private Process? _process;

    public int Port { get; } = FreePort();

    public string Endpoint => $"127.0.0.1:{Port}";

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/bin").Any(static path => File.Exists(Path.Combine(path, "redis-server")));

    /// <summary>Skips the test without redis-server, or fails it where servers are required (as in CI).</summary>
    public static void Require()
    {
        if (IsInstalled)
            return;
        if (Environment.GetEnvironmentVariable("FS_REQUIRE_SERVERS") == "1")
            Assert.Fail("redis-server is not installed, and FS_REQUIRE_SERVERS is 1.");
        Assert.Skip("no redis-server on this machine (Debian: apt-get install redis-server)");
    }

    /// <summary>Starts the server, or starts it again on its old port and data, and waits until it answers.</summary>
    /// <param name="arguments">More of its settings.</param>
    public async Task StartAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, UseShellExecute = false };
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

    /// <summary>
    /// A port below those that outgoing connections get (32768 and up on Linux): while the server is down, one of its clients that tries on
    /// could otherwise be given the very port, connect to itself and keep the server from coming back.
    /// </summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
