using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FunctionsScheduler.Deployment.Tests.Rendering;

/// <summary>
/// Renders a kustomization as <c>kubectl kustomize</c> does, for machines without kubectl: resources, components, generators (without the hash in
/// their names), patches, namespace, labels and images, in kustomize's order. What it does not know it refuses.
/// </summary>
internal static partial class Kustomization
{
    private static readonly string[] ClusterScoped =
        ["Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "PriorityClass", "StorageClass", "PersistentVolume"];

    private static readonly HashSet<string> Known =
        ["apiVersion", "kind", "resources", "components", "generatorOptions", "configMapGenerator", "secretGenerator", "patches", "namespace", "labels", "images"];

    /// <summary>Renders the kustomization in a folder.</summary>
    /// <exception cref="FormatException">It is wrong, or uses what this renderer does not know.</exception>
    public static IReadOnlyList<Manifest> Render(string folder) => Apply(folder, "Kustomization", []);

    private static List<Manifest> Apply(string folder, string kind, List<Manifest> manifests)
    {
        var file = Path.Combine(folder, "kustomization.yaml");
        var settings = (JsonObject)Yaml.Read(File.ReadAllText(file)).Single();
        if (settings.Text("kind") != kind)
            throw new FormatException($"{file} is a {settings.Text("kind")}; it must be a {kind}.");
        if (settings.Select(static pair => pair.Key).FirstOrDefault(static key => !Known.Contains(key)) is { } unknown)
            throw new FormatException($"{file}: '{unknown}' is not among what is used here.");

        foreach (var resource in settings.Items("resources").Select(static item => $"{item}"))
            Add(manifests, Load(Path.GetFullPath(resource, folder)));
        Add(manifests, Generators.Run(folder, settings));
        foreach (var component in settings.Items("components").Select(static item => $"{item}"))
            manifests = Apply(Path.GetFullPath(component, folder), "Component", manifests);
        foreach (var patch in settings.Items("patches"))
            Patch(folder, patch, manifests);
        if (settings.Text("namespace") is { } name)
            manifests.ForEach(manifest => SetNamespace(manifest, name));
        foreach (var labels in settings.Items("labels"))
            manifests.ForEach(manifest => SetLabels(manifest, labels));
        foreach (var image in settings.Items("images"))
            manifests.ForEach(manifest => SetImage(manifest, image));
        return manifests;
    }

    private static IEnumerable<Manifest> Load(string path) =>
        Directory.Exists(path) ? Render(path) : Yaml.Read(File.ReadAllText(path)).Select(static document => new Manifest((JsonObject)document));

    private static void Add(List<Manifest> manifests, IEnumerable<Manifest> more)
    {
        foreach (var manifest in more)
        {
            if (manifests.Exists(other => (other.ApiVersion, other.Kind, other.Name, other.Namespace) == (manifest.ApiVersion, manifest.Kind, manifest.Name, manifest.Namespace)))
                throw new FormatException($"{manifest} is there twice.");
            manifests.Add(manifest);
        }
    }

    private static void Patch(string folder, JsonNode patch, List<Manifest> manifests)
    {
        var text = patch.Text("path") is { } path ? File.ReadAllText(Path.Combine(folder, path)) : patch.Text("patch")!;
        var content = Yaml.Read(text).Single();
        var targets = manifests.FindAll(manifest => IsTarget(manifest, patch.At("target") ?? new JsonObject
        {
            ["kind"] = content.Text("kind"),
            ["name"] = content.Text("metadata.name"),
        }));
        if (targets.Count == 0)
            throw new FormatException($"{patch.ToJsonString()} patches nothing.");
        foreach (var target in targets)
        {
            if (content is JsonArray operations)
                Patches.ApplyOperations(target.Body, operations);
            else
                Patches.Merge(target.Body, (JsonObject)content);
        }
    }

    private static bool IsTarget(Manifest manifest, JsonNode target)
    {
        if (((JsonObject)target).Select(static pair => pair.Key).FirstOrDefault(static key => key is not ("kind" or "name")) is { } unknown)
            throw new FormatException($"The target's '{unknown}' is not among what is used here.");
        return IsMatch("kind", manifest.Kind) && IsMatch("name", manifest.Name);

        bool IsMatch(string key, string value) => target.Text(key) is not { } pattern || Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    private static void SetNamespace(Manifest manifest, string name)
    {
        if (manifest.Kind == "Namespace")
            manifest.Body["metadata"]!["name"] = name;
        else if (!ClusterScoped.Contains(manifest.Kind))
            manifest.Body["metadata"]!["namespace"] = name;
    }

    private static void SetLabels(Manifest manifest, JsonNode labels)
    {
        if (((JsonObject)labels).Select(static pair => pair.Key).FirstOrDefault(static key => key is not ("pairs" or "includeTemplates")) is { } unknown)
            throw new FormatException($"'{unknown}' of labels is not among what is used here.");
        Set((JsonObject)manifest.Body["metadata"]!);
        if (labels.Text("includeTemplates") == "true" && manifest.PodTemplate?["metadata"] is JsonObject template)
            Set(template);

        void Set(JsonObject metadata)
        {
            var map = (JsonObject)(metadata["labels"] ??= new JsonObject());
            foreach (var (key, value) in labels.Map("pairs"))
                map[key] = value;
        }
    }

    private static void SetImage(Manifest manifest, JsonNode image)
    {
        foreach (var container in manifest.Containers)
        {
            if (container.Text("image") is not { } current || Image().Match(current) is var match && match.Groups["name"].Value != image.Text("name"))
                continue;
            var rest = image.Text("digest") is { } digest ? $"@{digest}" : image.Text("newTag") is { } tag ? $":{tag}" : match.Groups["rest"].Value;
            container["image"] = (image.Text("newName") ?? match.Groups["name"].Value) + rest;
        }
    }

    [GeneratedRegex("^(?<name>.+?)(?<rest>(:[^:/@]+)?(@.+)?)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();
}
