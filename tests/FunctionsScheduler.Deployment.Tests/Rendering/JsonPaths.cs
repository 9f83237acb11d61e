using System.Text.Json.Nodes;

namespace FunctionsScheduler.Deployment.Tests.Rendering;

/// <summary>Ways into JSON that need no word for each step.</summary>
internal static class JsonPaths
{
    /// <summary>What lies at a path such as <c>spec.template.metadata</c> or <c>spec.containers.0.name</c>; null where nothing does.</summary>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray list when int.TryParse(step, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }
        return node;
    }

    /// <summary>The text, number or truth at a path, as text; null where there is none.</summary>
    public static string? Text(this JsonNode? node, string path) => (node.At(path) as JsonValue)?.ToString();

    /// <summary>The number at a path; null where there is none.</summary>
    public static int? Number(this JsonNode? node, string path) => node.At(path) is JsonValue value && value.TryGetValue(out long number) ? (int)number : null;

    /// <summary>The entries of the list at a path; none where there is no list.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node, string path) => (node.At(path) as JsonArray)?.OfType<JsonNode>() ?? [];

    /// <summary>The names and values of the map at a path; none where there is no map.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, string path) =>
        (node.At(path) as JsonObject)?.ToDictionary(static pair => pair.Key, static pair => pair.Value?.ToString() ?? "") ?? [];

    /// <summary>Every object in a piece of JSON, itself included.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(static pair => pair.Value.Objects()).Prepend(map),
        JsonArray list => list.SelectMany(static item => item.Objects()),
        _ => [],
    };
}
