using System.Text.Json;

namespace FunctionsScheduler.Chaos.Cluster;

/// <summary>Counts in what the API tells of the queues.</summary>
internal static class QueueCount
{
    /// <summary>Adds up what all queues have under some names.</summary>
    public static int Of(string queues, params string[] names)
    {
        using var document = JsonDocument.Parse(queues);
        return document.RootElement.EnumerateArray().Sum(queue => names.Sum(name => queue.GetProperty(name).GetInt32()));
    }
}
