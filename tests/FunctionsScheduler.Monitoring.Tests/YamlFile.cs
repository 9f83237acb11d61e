using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace FunctionsScheduler.Monitoring.Tests;

/// <summary>YAML of the repository as a tree.</summary>
internal static class YamlFile
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
    private static readonly ISerializer Json = new SerializerBuilder().JsonCompatible().Build();

    public static JsonNode Read(string relative) => JsonNode.Parse(Json.Serialize(Yaml.Deserialize<object>(Repository.Read(relative))))!;
}
