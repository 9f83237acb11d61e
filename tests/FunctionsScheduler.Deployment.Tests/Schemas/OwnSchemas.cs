using System.Text.Json.Nodes;
using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests.Schemas;

/// <summary>What we use of kinds whose schemas are not at hand: the Gateway API and GKE's policies. Written by hand, so fields can be missing here that exist.</summary>
internal static class OwnSchemas
{
    private static readonly JsonNode Kinds = Read();

    /// <summary>The schema of a kind; null for a kind that is not described here.</summary>
    public static JsonNode? Of(string apiVersion, string kind) => Kinds[$"{apiVersion} {kind}"];

    private static JsonNode Read()
    {
        using var stream = typeof(OwnSchemas).Assembly.GetManifestResourceStream("gateway.yaml")!;
        using var reader = new StreamReader(stream);
        return Yaml.Read(reader.ReadToEnd()).Single();
    }
}
