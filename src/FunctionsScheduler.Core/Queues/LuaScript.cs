using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>One of the engine's scripts: called by its hash, and by its text when the server does not know it (any more).</summary>
internal sealed class LuaScript
{
    private static readonly string Prelude = Read("prelude");

    private readonly byte[] _hash;

    private LuaScript(string name)
    {
        Name = name;
        Text = Prelude + Read(name);
#pragma warning disable CA5350 // SHA-1 is what Redis names scripts by.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
#pragma warning restore CA5350
    }

    public static LuaScript Submit { get; } = new("submit");

    public static LuaScript Claim { get; } = new("claim");

    public static LuaScript Complete { get; } = new("complete");

    public static LuaScript Heartbeat { get; } = new("heartbeat");

    public static LuaScript Report { get; } = new("report");

    public static LuaScript Get { get; } = new("get");

    public static LuaScript Log { get; } = new("log");

    public static LuaScript Promote { get; } = new("promote");

    public static LuaScript Reap { get; } = new("reap");

    public static LuaScript Reconcile { get; } = new("reconcile");

    public static LuaScript Trim { get; } = new("trim");

    public static LuaScript Stats { get; } = new("stats");

    public static LuaScript Cancel { get; } = new("cancel");

    public static LuaScript Retry { get; } = new("retry");

    public static LuaScript Replay { get; } = new("replay");

    public static LuaScript Delete { get; } = new("delete");

    public static LuaScript Purge { get; } = new("purge");

    public static LuaScript Pause { get; } = new("pause");

    public string Name { get; }

    public string Text { get; }

    /// <summary>Runs the script for a queue.</summary>
    /// <exception cref="StoreUnavailableException">The store is away or refuses for now.</exception>
    public Task<RedisResult> RunAsync(IDatabase database, QueueKeys keys, RedisValue[] arguments) =>
        StoreCall.TryAsync(Name, () => EvaluateAsync(database, [keys.Control], arguments));

    private async Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] control, RedisValue[] arguments)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, control, arguments);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(Text, control, arguments);
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(LuaScript).Assembly.GetManifestResourceStream(name + ".lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
