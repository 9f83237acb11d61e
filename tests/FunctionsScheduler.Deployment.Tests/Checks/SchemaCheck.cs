using FunctionsScheduler.Deployment.Tests.Rendering;
using FunctionsScheduler.Deployment.Tests.Schemas;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>Every object has the fields of its kind and no others.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(IReadOnlyList<Manifest> manifests) =>
        manifests.SelectMany(static manifest => Problems(manifest).Select(problem => $"{manifest}: {problem}"));

    private static IEnumerable<string> Problems(Manifest manifest)
    {
        if (CoreModels.Know(manifest))
            return CoreModels.Problems(manifest);
        // The monitoring's own tests check rules, monitors and dashboards.
        if (manifest.ApiVersion.StartsWith("monitoring.", StringComparison.Ordinal))
            return CoreModels.MetadataProblems(manifest);
        var schema = manifest.ApiVersion.StartsWith("keda.sh/", StringComparison.Ordinal)
            ? KedaSchemas.Of(manifest.Kind)
            : OwnSchemas.Of(manifest.ApiVersion, manifest.Kind);
        return schema is null
            ? [$"there is no schema for the kind {manifest.ApiVersion} {manifest.Kind}"]
            : OpenApiSchema.Problems(schema, manifest.Body, "").Concat(CoreModels.MetadataProblems(manifest));
    }
}
