using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>What Redis servers say of themselves.</summary>
internal static class RedisInfo
{
    /// <summary>The servers that take writes, as far as they can be reached.</summary>
    /// <exception cref="StoreUnavailableException">There is none.</exception>
    public static IReadOnlyList<IServer> Primaries(IConnectionMultiplexer redis)
    {
        var primaries = Array.FindAll(redis.GetServers(), static server => server is { IsConnected: true, IsReplica: false });
        return primaries.Length > 0 ? primaries : throw new StoreUnavailableException("No Redis that takes writes is connected.");
    }

    /// <summary>Reads a section of <c>INFO</c>; of a server that does not let itself be asked, nothing.</summary>
    /// <exception cref="StoreUnavailableException">The server is away.</exception>
    public static Task<IReadOnlyDictionary<string, string>> ReadAsync(IServer server, string section) => StoreCall.TryAsync<IReadOnlyDictionary<string, string>>(
        $"INFO {section}",
        async () =>
        {
            try
            {
                var groups = await server.InfoAsync(section);
                return groups.SelectMany(static group => group).GroupBy(static pair => pair.Key, StringComparer.Ordinal)
                    .ToDictionary(static pairs => pairs.Key, static pairs => pairs.First().Value, StringComparer.Ordinal);
            }
            catch (RedisServerException e) when (!StoreUnavailableException.IsMeantBy(e))
            {
                return new Dictionary<string, string>(StringComparer.Ordinal);
            }
        });
}
