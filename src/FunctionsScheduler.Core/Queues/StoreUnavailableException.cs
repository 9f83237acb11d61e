using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>The store is away, starting, full or read-only. What was asked may or may not have happened; asking again later is the remedy.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    // What Redis says while it loads its data, is out of memory, is a replica, cannot write to disk, or loses its cluster.
    private static readonly string[] TemporaryErrors =
        ["LOADING", "OOM", "READONLY", "MISCONF", "MASTERDOWN", "CLUSTERDOWN", "NOREPLICAS", "TRYAGAIN", "BUSY", "UNBLOCKED"];

    /// <summary>Whether an exception of the Redis client means that the store is unavailable, rather than that it was asked something wrong.</summary>
    public static bool IsMeantBy(Exception exception) => exception switch
    {
        RedisTimeoutException or RedisConnectionException => true,
        RedisServerException server => TemporaryErrors.Any(error => server.Message.Contains(error, StringComparison.Ordinal)),
        _ => false,
    };
}
