using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.common;
using Garnet.server;

namespace FunctionsScheduler.Standalone.Storage;

/// <summary>A Redis-compatible store inside this process, with its log on disk.</summary>
internal sealed class EmbeddedGarnet : IDisposable
{
    /// <summary>
    /// Beyond its own limit Garnet drops the oldest keys without a word, so that limit is twice what may be used. It must be: while a piece of
    /// the log is compacted, what is alive in it counts twice.
    /// </summary>
    private const int LimitFactor = 2;

    private const int SegmentMegabytes = 16;

    private readonly GarnetServer _server;
    private readonly FileStream _directoryLock;

    private EmbeddedGarnet(GarnetServer server, FileStream directoryLock, string endpoint, string dataDirectory, GarnetOptions options)
    {
        _server = server;
        _directoryLock = directoryLock;
        Endpoint = endpoint;
        DataDirectory = dataDirectory;
        CommitsBeforeAcknowledging = options.CommitWait;
        LimitBytes = options.MemoryMegabytes * 1024 * 1024;
    }

    /// <summary>Where it listens, as a connection string.</summary>
    public string Endpoint { get; }

    /// <summary>The full path of its data.</summary>
    public string DataDirectory { get; }

    /// <summary>Whether a submission waits for the log.</summary>
    public bool CommitsBeforeAcknowledging { get; }

    /// <summary>How much it may hold, in bytes.</summary>
    public long LimitBytes { get; }

    /// <summary>How much it holds, in bytes: its log, with what in it waits for compaction, and the objects the log refers to.</summary>
    public long UsedBytes => long.Parse(
        _server.Metrics.GetInfoMetrics(InfoMetricsType.MEMORY).Single(static item => item.Name == "store_mainlog_memory_size").Value, CultureInfo.InvariantCulture);

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
                "--memory", Megabytes(options.MemoryMegabytes * LimitFactor), "--index", "64m", "--checkpointdir", directory,
                // Every new key moves the log on, and deleted ones stay in it: without compaction its old end, with live jobs and all indexes,
                // would fall off at the limit. A quarter of the log is open to changes in place; the rest is compacted from an eighth of the memory on.
                "--mutable-percent", "25", "--compaction-type", "Lookup", "--compaction-freq", "1", "--segment", Megabytes(SegmentMegabytes),
                "--compaction-max-segments", Math.Max(2, options.MemoryMegabytes / 8 / SegmentMegabytes).ToString(CultureInfo.InvariantCulture),
                "--aof", "true", "--recover", "true", "--fail-on-recovery-error", "true",
                "--aof-size-limit", options.LogLimit, "--aof-segment-size", "64m",
            ]);
            Listen(server, port);
            return new EmbeddedGarnet(server, directoryLock, $"127.0.0.1:{port}", directory, options);
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

    private static string Megabytes(long number) => string.Create(CultureInfo.InvariantCulture, $"{number}m");

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
