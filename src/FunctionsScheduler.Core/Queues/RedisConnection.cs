using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>Opens the connection to the store.</summary>
internal static class RedisConnection
{
    /// <summary>Opens a connection that keeps trying: a store that is not there yet, or goes away, is found again when it comes back.</summary>
    /// <param name="connectionString">The setting <c>Redis</c>.</param>
    /// <exception cref="OptionsValidationException">The setting is missing or wrong.</exception>
    public static IConnectionMultiplexer Open(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw Invalid("Redis is not set; it must be a connection string such as 'localhost:6379' or 'host:6380,password=...,ssl=true'.");
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(connectionString);
        }
        catch (ArgumentException e)
        {
            throw Invalid($"Redis is not a connection string: {e.Message} An example: 'host:6380,password=...,ssl=true'.");
        }
        options.AbortOnConnectFail = false;
        // INFO counts as administration.
        options.AllowAdmin = true;
        options.ClientName ??= "FunctionsScheduler";
        // The start waits for the first connection, five seconds an attempt; after it, the client goes on trying by itself.
        options.ConnectRetry = 1;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        // A primary that steps down in good order keeps its connections and refuses what is written. The client looks for the new one only
        // at its next check, by default once a minute.
        options.ConfigCheckSeconds = 1;
        // A command that cannot be sent now fails now: a client is told 503 at once, and loops have their own patience.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return ConnectionMultiplexer.Connect(options);
    }

    private static OptionsValidationException Invalid(string message) => new("Redis", typeof(string), [message]);
}
