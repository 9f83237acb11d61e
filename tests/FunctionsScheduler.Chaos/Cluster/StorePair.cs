using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Chaos.Cluster;

/// <summary>A Redis and its replica, and what befalls them. Clients know both addresses, and have to find out which is which.</summary>
internal sealed class StorePair : IAsyncDisposable
{
    private const string Ballast = "chaos:ballast";
    private const int BallastRoom = 4 * 1024 * 1024;
    private static readonly string[] Settings = ["--repl-diskless-sync-delay", "0", "--repl-backlog-size", "32mb"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RedisServer? _returning;

    public RedisServer Primary { get; private set; } = new();

    public RedisServer Replica { get; private set; } = new();

    /// <summary>Both addresses, as a connection string has them.</summary>
    public string Endpoints => $"{Primary.Endpoint},{Replica.Endpoint}";

    public async Task StartAsync()
    {
        await Primary.StartAsync(Settings);
        await StartReplicaAsync(Replica);
        await InSyncAsync();
    }

    /// <summary>Kills the primary; it comes back after a time with what it had written, and an empty script cache.</summary>
    public async Task RestartAsync(TimeSpan away)
    {
        await Primary.KillAsync();
        await Task.Delay(away);
        await Primary.StartAsync(Settings);
    }

    public async Task PauseAsync(TimeSpan time)
    {
        await Primary.PauseAsync();
        await Task.Delay(time);
        await Primary.ResumeAsync();
    }

    /// <summary>Closes every connection of every client.</summary>
    public async Task DropConnectionsAsync()
    {
        foreach (var server in new[] { Primary, Replica })
        {
            await RedisAdmin.AskAsync(server, "CLIENT", "KILL", "TYPE", "normal");
            await RedisAdmin.AskAsync(server, "CLIENT", "KILL", "TYPE", "pubsub");
        }
    }

    public Task FlushScriptsAsync() => RedisAdmin.AskAsync(Primary, "SCRIPT", "FLUSH", "SYNC");

    /// <summary>Fills Redis to its limit, and makes room again after a time.</summary>
    public async Task FillMemoryAsync(TimeSpan time)
    {
        await RedisAdmin.AskAsync(Primary, "CONFIG", "SET", "maxmemory", await RedisAdmin.UsedMemoryAsync(Primary) + BallastRoom);
        await AddBallastAsync();
        await Task.Delay(time);
        await RedisAdmin.AskAsync(Primary, "DEL", Ballast);
        await RedisAdmin.AskAsync(Primary, "CONFIG", "SET", "maxmemory", 0);
    }

    /// <summary>Lets primary and replica change places in good order.</summary>
    public async Task FailOverAsync()
    {
        await InSyncAsync();
        await RedisAdmin.AskAsync(Primary, "FAILOVER");
        await SeeAsync(Replica, static facts => facts["role"] == "master", "a promoted replica");
        (Primary, Replica) = (Replica, Primary);
    }

    /// <summary>Kills the primary and promotes the replica after a time, as a sentinel would.</summary>
    /// <remarks><see cref="ReturnAsync"/> brings the killed one back, as a replica.</remarks>
    public async Task LosePrimaryAsync(TimeSpan noticing)
    {
        await Primary.KillAsync();
        await Task.Delay(noticing);
        await RedisAdmin.AskAsync(Replica, "REPLICAOF", "NO", "ONE");
        (Primary, Replica) = (Replica, Primary);
        _returning = Replica;
    }

    /// <summary>Brings back the server that <see cref="LosePrimaryAsync"/> killed.</summary>
    public async Task ReturnAsync()
    {
        await StartReplicaAsync(_returning!);
        _returning = null;
    }

    /// <summary>Waits until the replica has all that the primary had when this was asked, and could start again from its own log.</summary>
    /// <remarks>
    /// After a full copy a replica rewrites its log, and until that is done it would start with nothing. Who promotes it before, and lets it
    /// crash, has lost everything: an operator's mistake, which is not what is tried out here.
    /// </remarks>
    public async Task InSyncAsync()
    {
        var written = Offset(await RedisAdmin.InfoAsync(Primary), "master_repl_offset");
        await SeeAsync(
            Replica,
            facts => facts.GetValueOrDefault("master_link_status") == "up" && Offset(facts, "slave_repl_offset") >= written
                && facts["aof_rewrite_in_progress"] == "0" && facts["aof_rewrite_scheduled"] == "0",
            "a replica in step");
    }

    public async ValueTask DisposeAsync()
    {
        await Primary.DisposeAsync();
        await Replica.DisposeAsync();
    }

    private static async Task SeeAsync(RedisServer server, Func<IReadOnlyDictionary<string, string>, bool> isRight, string expected) =>
        await Eventually.HoldsAsync(async () => isRight(await RedisAdmin.InfoAsync(server)), expected, Patience);

    private static long Offset(IReadOnlyDictionary<string, string> facts, string name) =>
        long.Parse(facts[name], System.Globalization.CultureInfo.InvariantCulture);

    private Task StartReplicaAsync(RedisServer server) => server.StartAsync([.. Settings, "--replicaof", "127.0.0.1", $"{Primary.Port}"]);

    private async Task AddBallastAsync()
    {
        try
        {
            while (true)
                await RedisAdmin.AskAsync(Primary, "RPUSH", Ballast, new byte[64 * 1024]);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("OOM", StringComparison.Ordinal))
        {
            // Full.
        }
    }
}
