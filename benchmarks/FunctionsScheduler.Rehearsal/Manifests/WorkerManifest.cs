using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsScheduler.Rehearsal.Manifests;

/// <summary>What the Deployment of a queue's workers says about a pod's work and end.</summary>
/// <param name="Slots">Jobs it runs at a time, <c>Jobs__MaxConcurrentJobs</c>.</param>
/// <param name="PreStop">The command of its preStop hook, which calls <c>/drain</c>.</param>
/// <param name="Drain">How long the hook lets it drain.</param>
/// <param name="GracePeriod">How long it has from the beginning of its end until it is killed.</param>
internal sealed partial record WorkerManifest(int Slots, IReadOnlyList<string> PreStop, TimeSpan Drain, TimeSpan GracePeriod)
{
    /// <summary>Reads the Deployment in a manifest.</summary>
    /// <exception cref="ManifestException">It does not say so much.</exception>
    public static WorkerManifest Read(string text)
    {
        var pod = Fields.OfKind("Deployment", text).RequiredMap("spec").RequiredMap("template").RequiredMap("spec");
        var container = pod.Maps("containers") is [var only] ? only : throw pod.Wrong("containers", "one container");
        var slots = container.Maps("env").FirstOrDefault(static variable => variable.Text("name") == "Jobs__MaxConcurrentJobs")?.Count("value")
            ?? throw new ManifestException("The Deployment's container does not set Jobs__MaxConcurrentJobs.");
        var hook = container.RequiredMap("lifecycle").RequiredMap("preStop").RequiredMap("exec").RequiredTexts("command");
        var drain = hook.Select(static word => DrainSeconds().Match(word)).FirstOrDefault(static match => match.Success)
            ?? throw new ManifestException("The Deployment's preStop hook does not call /drain?seconds= with a number.");
        // 30 seconds are the default of Kubernetes.
        return new WorkerManifest(
            slots, hook, TimeSpan.FromSeconds(int.Parse(drain.Groups["seconds"].Value, CultureInfo.InvariantCulture)),
            pod.Seconds("terminationGracePeriodSeconds") ?? TimeSpan.FromSeconds(30));
    }

    /// <summary>The hook's command, with another time to drain.</summary>
    public IReadOnlyList<string> PreStopWithin(TimeSpan drain) =>
        [.. PreStop.Select(word => DrainSeconds().Replace(word, string.Create(CultureInfo.InvariantCulture, $"/drain?seconds={Math.Ceiling(drain.TotalSeconds)}")))];

    [GeneratedRegex("/drain\\?seconds=(?<seconds>[0-9]{1,6})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DrainSeconds();
}
