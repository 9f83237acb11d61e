using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using FunctionsScheduler.Queues;
using Moq;
using StackExchange.Redis;
using LuaScript = FunctionsScheduler.Queues.LuaScript;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>
/// A store whose scripts can be cut short: after so many writes a script ends with an error, and what it wrote before stays. That is what is
/// found after a crash in a store that repeats the effects of a script one by one, as Garnet's log does.
/// </summary>
internal sealed class ScriptCutter
{
    private const string Message = "cut short by the test";

    // The number of writes comes as one argument more, so that a cut script has one text only.
    private const string Preamble = $$"""
        local whole, left = redis, tonumber(table.remove(ARGV))
        local writes = { SET = 1, DEL = 1, HSET = 1, HDEL = 1, HINCRBY = 1, ZADD = 1, ZREM = 1, RPUSH = 1, LTRIM = 1 }
        local redis = {}
        function redis.call(command, ...)
          if writes[command] then
            if left == 0 then
              error('{{Message}}')
            end
            left = left - 1
          end
          return whole.call(command, ...)
        end

        """;

    private int? _writes;

    public ScriptCutter(IConnectionMultiplexer connection)
    {
        var database = DispatchProxy.Create<IDatabase, Interceptor>();
        ((Interceptor)(object)database).Use(connection.GetDatabase(), this);
        Connection = Mock.Of<IConnectionMultiplexer>(store => store.GetDatabase(It.IsAny<int>(), It.IsAny<object>()) == database);
    }

    /// <summary>The scripts of the engine.</summary>
    public static IReadOnlyList<LuaScript> Scripts { get; } =
        [.. typeof(LuaScript).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(static p => p.PropertyType == typeof(LuaScript)).Select(static p => (LuaScript)p.GetValue(null)!)];

#pragma warning disable CA5350 // SHA-1 is what Redis names scripts by.
    private static Dictionary<string, LuaScript> ScriptsByHash { get; } =
        Scripts.ToDictionary(static script => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(script.Text))), StringComparer.Ordinal);
#pragma warning restore CA5350

    public IConnectionMultiplexer Connection { get; }

    /// <summary>The last script that was to be cut, whether it was or not.</summary>
    public string? LastScript { get; private set; }

    /// <summary>Does something whose first script is cut after so many writes.</summary>
    /// <returns>Whether it was: false when it made no more writes than that.</returns>
    public async Task<bool> CutAsync(int writes, Func<Task> action)
    {
        _writes = writes;
        try
        {
            await action();
            return false;
        }
        catch (RedisServerException e) when (e.Message.Contains(Message, StringComparison.Ordinal))
        {
            return true;
        }
        finally
        {
            _writes = null;
        }
    }

#pragma warning disable CA1852 // DispatchProxy derives from it.
    private class Interceptor : DispatchProxy
#pragma warning restore CA1852
    {
        private IDatabase _inner = null!;
        private ScriptCutter _cutter = null!;

        public void Use(IDatabase inner, ScriptCutter cutter) => (_inner, _cutter) = (inner, cutter);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (_cutter._writes is { } writes && targetMethod!.Name == nameof(IDatabase.ScriptEvaluateAsync) && args![0] is byte[] hash)
            {
                _cutter._writes = null;
                var script = ScriptsByHash[Convert.ToHexString(hash)];
                _cutter.LastScript = script.Name;
                return _inner.ScriptEvaluateAsync(Preamble + script.Text, (RedisKey[])args[1]!, [.. (RedisValue[])args[2]!, writes]);
            }
            return targetMethod!.Invoke(_inner, args);
        }
    }
}
