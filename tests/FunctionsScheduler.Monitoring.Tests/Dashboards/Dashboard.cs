using System.Text.Json;

namespace FunctionsScheduler.Monitoring.Tests.Dashboards;

/// <summary>The dashboard, as Grafana reads it.</summary>
internal static class Dashboard
{
    public const string Source = "keda/components/monitoring/shared/dashboards/functions-scheduler.json";

    public static JsonElement Root { get; } = JsonDocument.Parse(Repository.Read(Source)).RootElement;

    public static IReadOnlyList<JsonElement> Panels { get; } = [.. Root.GetProperty("panels").EnumerateArray()];

    public static IEnumerable<JsonElement> Charts => Panels.Where(static panel => panel.GetProperty("type").GetString() != "row");

    public static IReadOnlyList<JsonElement> Variables { get; } = [.. Root.GetProperty("templating").GetProperty("list").EnumerateArray()];

    /// <summary>All queries as they are written, by the title of their panel and their letter.</summary>
    public static IEnumerable<(string Place, string Query)> Queries => Charts.SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()
        .Select(target => ($"{panel.GetProperty("title").GetString()} {target.GetProperty("refId").GetString()}", target.GetProperty("expr").GetString()!)));

    /// <summary>A query as Grafana sends it, for all queues.</summary>
    public static string Resolve(string query) => query
        .Replace("$__rate_interval", "1m", StringComparison.Ordinal)
        .Replace("$queue", ".*", StringComparison.Ordinal);
}
