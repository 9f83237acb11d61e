using System.Text.Json.Nodes;

namespace FunctionsScheduler.Deployment.Tests.Rendering;

/// <summary>The two ways in which a kustomization changes an object.</summary>
internal static class Patches
{
    /// <summary>Lists that Kubernetes merges by a key of their entries. A strategic merge of those is not used here: a JSON patch says it plainly.</summary>
    private static readonly HashSet<string> Merged = ["containers", "initContainers", "env", "volumes", "volumeMounts", "ports", "imagePullSecrets", "topologySpreadConstraints"];

    /// <summary>Applies a JSON patch (RFC 6902): add, replace and remove.</summary>
    public static void ApplyOperations(JsonNode body, JsonArray operations)
    {
        foreach (var operation in operations)
        {
            var steps = operation.Text("path")!.Split('/').Skip(1).Select(static step => step.Replace("~1", "/").Replace("~0", "~")).ToArray();
            var parent = steps.SkipLast(1).Aggregate((JsonNode?)body, static (node, step) => node is JsonArray list ? list[int.Parse(step)] : node?[step])
                ?? throw new FormatException($"There is nothing at {operation.Text("path")}.");
            Apply(operation.Text("op"), parent, steps[^1], operation!["value"]?.DeepClone());
        }
    }

    /// <summary>Applies a strategic merge patch: maps are merged, everything else is replaced, null removes.</summary>
    public static void Merge(JsonObject body, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith('$') || (value is JsonArray && Merged.Contains(key)))
                throw new FormatException($"'{key}' in a strategic merge patch is not among what is used here.");
            if (value is null)
                body.Remove(key);
            else if (value is JsonObject map && body[key] is JsonObject existing)
                Merge(existing, map);
            else
                body[key] = value.DeepClone();
        }
    }

    private static void Apply(string? op, JsonNode parent, string step, JsonNode? value)
    {
        switch (op, parent)
        {
            case ("add", JsonArray list) when step == "-":
                list.Add(value);
                break;
            case ("add", JsonArray list):
                list.Insert(int.Parse(step), value);
                break;
            case ("add", JsonObject map):
                map[step] = value;
                break;
            case ("replace", JsonArray list):
                list[int.Parse(step)] = value;
                break;
            case ("replace", JsonObject map) when map.ContainsKey(step):
                map[step] = value;
                break;
            case ("remove", JsonArray list):
                list.RemoveAt(int.Parse(step));
                break;
            case ("remove", JsonObject map) when map.Remove(step):
                break;
            default:
                throw new FormatException($"{op} of '{step}' is not possible.");
        }
    }
}
