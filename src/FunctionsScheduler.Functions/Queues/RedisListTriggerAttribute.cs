using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Extensions.Redis;

[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.Redis", "1.0.0")]

namespace FunctionsScheduler.Functions.Queues;

/// <summary>
/// Runs a function for each entry popped from a Redis list. It stands in for the attribute of the same name in the Redis extension (the name
/// makes the binding): that one does not say that its functions can be tried again, so the build refuses a retry policy on them, though the
/// host would heed it. The host refuses a binding that lacks any of these properties.
/// </summary>
/// <param name="connection">The setting that has the connection string.</param>
/// <param name="key">The list.</param>
/// <param name="pollingIntervalInMs">How long the host waits between looks at the list.</param>
/// <param name="maxBatchSize">How many entries the host pops at a look; it runs the function for each, and looks again when all have ended.</param>
/// <param name="listDirection">From which end the host pops.</param>
[BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
public sealed class RedisListTriggerAttribute(string connection, string key, int pollingIntervalInMs, int maxBatchSize, ListDirection listDirection = ListDirection.LEFT)
    : TriggerBindingAttribute
{
    /// <summary>The setting that has the connection string.</summary>
    public string Connection => connection;

    /// <summary>The list.</summary>
    public string Key => key;

    /// <summary>How long the host waits between looks at the list.</summary>
    public int PollingIntervalInMs => pollingIntervalInMs;

    /// <summary>How many entries the host pops at a look.</summary>
    public int MaxBatchSize => maxBatchSize;

    /// <summary>From which end the host pops.</summary>
    public ListDirection ListDirection => listDirection;
}
