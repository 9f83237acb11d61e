using System.Globalization;

namespace FunctionsScheduler.Rehearsal.Manifests;

/// <summary>What the Deployment of a queue's workers says about a pod's work and end.</summary>
/// <param name="Slots">Jobs it runs at a time, <c>Jobs__MaxConcurrentJobs</c>.</param>
/// <param name="Drain">How long its preStop hook lets it drain.</param>
/// <param name="GracePeriod">How long it has from the beginning of its end until it is killed.</param>
internal sealed record WorkerManifest(int Slots, TimeSpan Drain, TimeSpan GracePeriod)
{
    private const string DrainPath = "/drain?seconds=";

    /// <summary>Reads the Deployment in a manifest.</summary>
    /// <exception cref="ManifestException">It does not say so much.</exception>
    public static WorkerManifest Read(string text)
    {
        var pod = Fields.OfKind("Deployment", text).RequiredMap("spec").RequiredMap("template").RequiredMap("spec");
        var container = pod.Maps("containers") is [var only] ? only : throw pod.Wrong("containers", "one container");
        var slots = container.Maps("env").FirstOrDefault(static variable => variable.Text("name") == "Jobs__MaxConcurrentJobs")?.Count("value")
            ?? throw new ManifestException("The Deployment's container does not set Jobs__MaxConcurrentJobs.");
        var path = container.RequiredMap("lifecycle").RequiredMap("preStop").RequiredMap("httpGet").RequiredText("path");
        if (!path.StartsWith(DrainPath, StringComparison.Ordinal) || !int.TryParse(path.AsSpan(DrainPath.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw new ManifestException($"The Deployment's preStop hook gets '{path}'; it must be {DrainPath} and a number.");
        // 30 seconds are the default of Kubernetes.
        return new WorkerManifest(slots, TimeSpan.FromSeconds(seconds), pod.Seconds("terminationGracePeriodSeconds") ?? TimeSpan.FromSeconds(30));
    }
}
