using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests.Schemas;

/// <summary>KEDA's own schemas: of its kinds, and of its scalers' parameters. They lie beside the repository, in <c>shared/keda</c>.</summary>
internal static class KedaSchemas
{
    private static readonly string? Folder = Repository.Ancestors(Repository.Root).Select(static folder => Path.Combine(folder, "shared", "keda")).FirstOrDefault(Directory.Exists);
    private static readonly ConcurrentDictionary<string, JsonNode> Files = new(StringComparer.Ordinal);

    /// <summary>Skips the test without the schemas, or fails it where servers are required (as in CI).</summary>
    public static void Require()
    {
        if (Folder is not null)
            return;
        if (Environment.GetEnvironmentVariable("FS_REQUIRE_SERVERS") == "1")
            Assert.Fail("There is no folder shared/keda beside the repository, and FS_REQUIRE_SERVERS is 1.");
        Assert.Skip("no folder shared/keda with KEDA's schemas beside the repository");
    }

    /// <summary>The schema of a kind of KEDA's.</summary>
    public static JsonNode Of(string kind) =>
        Read($"keda.sh_{kind.ToLowerInvariant()}s.yaml").At("spec.versions.0.schema.openAPIV3Schema")!;

    /// <summary>The parameters of a scaler by name; null when there is no such scaler.</summary>
    public static IReadOnlyDictionary<string, JsonNode>? Parameters(string scaler) =>
        Read("scalers-schema.yaml").Items("scalers").FirstOrDefault(item => item.Text("type") == scaler)?
            .Items("parameters").ToDictionary(static parameter => parameter.Text("name")!, StringComparer.Ordinal);

    private static JsonNode Read(string file) => Files.GetOrAdd(file, static name => Yaml.Read(File.ReadAllText(Path.Combine(Folder!, name))).Single());
}
