using System.Text.Json.Nodes;

namespace FunctionsScheduler.Deployment.Tests.Rendering;

/// <summary>A Kubernetes object.</summary>
/// <param name="Body">Its JSON.</param>
internal sealed record Manifest(JsonObject Body)
{
    public string ApiVersion => Body.Text("apiVersion") ?? "";

    public string Kind => Body.Text("kind") ?? "";

    public string Name => Body.Text("metadata.name") ?? "";

    public string Namespace => Body.Text("metadata.namespace") ?? "";

    public IReadOnlyDictionary<string, string> Labels => Body.Map("metadata.labels");

    /// <summary>The template of the pods that it makes; null where it makes none.</summary>
    public JsonObject? PodTemplate => Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "Job" ? Body.At("spec.template") as JsonObject : null;

    /// <summary>The containers of the pods that it makes.</summary>
    public IEnumerable<JsonNode> Containers => PodTemplate.Items("spec.containers").Concat(PodTemplate.Items("spec.initContainers"));

    public override string ToString() => $"{Kind}/{Name}";

    public Manifest Copy() => new((JsonObject)Body.DeepClone());
}
