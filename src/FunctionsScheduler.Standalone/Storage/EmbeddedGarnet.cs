using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.common;

namespace FunctionsScheduler.Standalone.Storage;

/// <summary>A Redis-compatible store inside this process, with its log on disk.</summary>
internal sealed class EmbeddedGarnet : IDisposable
{
    private readonly GarnetServer _server;
    private readonly FileStream _directoryLock;

    private EmbeddedGarnet(GarnetServer server, FileStream directoryLock, string endpoint, string dataDirectory, bool commitsBeforeAcknowledging)
    {
        _server = server;
        _directoryLock = directoryLock;
        Endpoint = endpoint;
        DataDirectory = dataDirectory;
        CommitsBeforeAcknowledging = commitsBeforeAcknowledging;
    }

    /// <summary>Where it listens, as a connection string.</summary>
    public string Endpoint { get; }

    /// <summary>The full path of its data.</summary>
    public string DataDirectory { get; }

    /// <summary>Whether a submission waits for the log.</summary>
    public bool CommitsBeforeAcknowledging { get; }

    /// <summary>Starts the store and brings back what its log holds.</summary>
    /// <exception cref="IOException">The data directory cannot be used, or another process uses it.</exception>
    public static EmbeddedGarnet Start(GarnetOptions options)
    {
        var directory = Path.GetFullPath(options.DataDirectory);
        var directoryLock = Lock(directory);
        try
        {
            var port = options.Port == 0 ? FreePort() : options.Port;
            var server = new GarnetServer(
            [
                "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "-q", "--disable-console-logger",
                // Transactions make scripts atomic; without them the commands of two scripts mix.
                "--lua", "true", "--lua-transaction-mode", "true",
                "--device-type", "RandomAccess",
                "--memory", options.Memory, "--index", "64m", "--checkpointdir", directory,
                "--aof", "true", "--recover", "true", "--fail-on-recovery-error", "true",
                "--aof-size-limit", options.LogLimit, "--aof-segment-size", "64m",
            ]);
            Listen(server, port);
            return new EmbeddedGarnet(server, directoryLock, $"127.0.0.1:{port}", directory, options.CommitWait);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _server.Dispose();
        _directoryLock.Dispose();
    }

    private static void Listen(GarnetServer server, int port)
    {
        try
        {
            server.Start();
        }
        catch (GarnetException e) when (e.InnerException is SocketException)
        {
            throw new IOException($"Garnet:Port {port} cannot be used: {e.InnerException.Message}. Set Garnet__Port to another port, or to 0 for any free one.", e);
        }
    }

    private static FileStream Lock(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The data directory {directory} (Garnet:DataDirectory) is used by another process, or cannot be written: {e.Message}", e);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
