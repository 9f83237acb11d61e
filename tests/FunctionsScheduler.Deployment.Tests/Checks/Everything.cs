using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>All checks of an overlay.</summary>
internal static class Everything
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Documented =
        DocumentedSecrets.In(Repository.Read("docs/deploy-gke.md"));

    /// <summary>Fails with all that is wrong, in full.</summary>
    public static void None(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    public static IReadOnlyList<string> Problems(IReadOnlyList<Manifest> manifests) =>
    [
        .. SchemaCheck.Problems(manifests),
        .. TriggerCheck.Problems(manifests),
        .. new ReferenceCheck(manifests, Documented).Problems(),
        .. PodCheck.Problems(manifests),
        .. new AppCheck(manifests).Problems(),
        .. NetworkCheck.Problems(manifests),
        .. StoreCheck.Problems(manifests),
    ];
}
