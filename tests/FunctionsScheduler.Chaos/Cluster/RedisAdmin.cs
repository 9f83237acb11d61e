using System.Globalization;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Chaos.Cluster;

/// <summary>What an operator does to a Redis, each time over a connection of its own.</summary>
internal static class RedisAdmin
{
    public static async Task<RedisResult> AskAsync(RedisServer server, string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Endpoint},allowAdmin=true,connectTimeout=10000,asyncTimeout=10000");
        return await connection.GetServer(server.Endpoint).ExecuteAsync(command, arguments);
    }

    /// <summary>What INFO tells.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> InfoAsync(RedisServer server)
    {
        var text = (string)(await AskAsync(server, "INFO"))!;
        return text.Split("\r\n").Select(static line => line.Split(':', 2)).Where(static pair => pair.Length == 2)
            .ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
    }

    public static async Task<long> UsedMemoryAsync(RedisServer server) =>
        long.Parse((await InfoAsync(server))["used_memory"], CultureInfo.InvariantCulture);
}
