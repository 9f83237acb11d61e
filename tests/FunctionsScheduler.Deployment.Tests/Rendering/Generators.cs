using System.Text;
using System.Text.Json.Nodes;

namespace FunctionsScheduler.Deployment.Tests.Rendering;

/// <summary>Kustomize's generators of ConfigMaps and Secrets, from literals and files.</summary>
internal static class Generators
{
    private static readonly HashSet<string> Known = ["name", "namespace", "literals", "files", "options"];

    /// <summary>What the generators of a kustomization make.</summary>
    public static IEnumerable<Manifest> Run(string folder, JsonObject settings) =>
        settings.Items("configMapGenerator").Select(generator => Generate("ConfigMap", generator, folder, settings))
            .Concat(settings.Items("secretGenerator").Select(generator => Generate("Secret", generator, folder, settings)));

    private static Manifest Generate(string kind, JsonNode generator, string folder, JsonObject settings)
    {
        if (((JsonObject)generator).Select(static pair => pair.Key).FirstOrDefault(static key => !Known.Contains(key)) is { } unknown)
            throw new FormatException($"'{unknown}' of a generator is not among what is used here.");
        if ((generator.Text("options.disableNameSuffixHash") ?? settings.Text("generatorOptions.disableNameSuffixHash")) != "true")
            throw new FormatException($"The {kind} '{generator.Text("name")}' would get a hash in its name; generatorOptions.disableNameSuffixHash must be true.");
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = generator.Text("name") },
            ["data"] = new JsonObject(Entries(generator, folder).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Encode(kind, entry.Value)))),
        };
        if (generator.Text("namespace") is { } name)
            body["metadata"]!["namespace"] = name;
        if (kind == "Secret")
            body["type"] = "Opaque";
        foreach (var field in new[] { "labels", "annotations" })
        {
            var pairs = settings.Map($"generatorOptions.{field}").Concat(generator.Map($"options.{field}")).ToList();
            if (pairs.Count > 0)
                body["metadata"]![field] = new JsonObject(pairs.GroupBy(static pair => pair.Key).Select(static same => KeyValuePair.Create(same.Key, (JsonNode?)same.Last().Value)));
        }
        return new Manifest(body);
    }

    private static IEnumerable<(string Key, string Value)> Entries(JsonNode generator, string folder)
    {
        foreach (var literal in generator.Items("literals").Select(static item => $"{item}"))
        {
            var parts = literal.Split('=', 2);
            yield return (parts[0], parts[1]);
        }
        foreach (var file in generator.Items("files").Select(static item => $"{item}"))
        {
            var parts = file.Split('=', 2);
            yield return (parts.Length == 2 ? parts[0] : Path.GetFileName(file), File.ReadAllText(Path.Combine(folder, parts[^1])));
        }
    }

    private static string Encode(string kind, string value) => kind == "Secret" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) : value;
}
