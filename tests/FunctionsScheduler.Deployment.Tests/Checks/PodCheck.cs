using System.Text.Json.Nodes;
using FunctionsScheduler.Deployment.Tests.Rendering;
using k8s.Models;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>Pods may do no more than they must (the "restricted" Pod Security Standard and a read-only root), say what they need, and are probed.</summary>
internal static class PodCheck
{
    public static IEnumerable<string> Problems(IReadOnlyList<Manifest> manifests) =>
        manifests.Where(static manifest => manifest.PodTemplate is not null)
            .SelectMany(workload => Pod(workload, manifests).Concat(workload.Containers.SelectMany(Container)).Select(problem => $"{workload}: {problem}"));

    private static IEnumerable<string> Pod(Manifest workload, IReadOnlyList<Manifest> manifests)
    {
        var pod = workload.PodTemplate.At("spec");
        if (pod.Text("securityContext.runAsNonRoot") != "true" || pod.Number("securityContext.runAsUser") is null or 0)
            yield return "it may run as root";
        if (pod.Text("securityContext.seccompProfile.type") != "RuntimeDefault")
            yield return "it has no seccomp profile";
        if (new[] { "hostNetwork", "hostPID", "hostIPC" }.Any(field => pod.At(field) is not null)
            || pod.Items("volumes").Any(static volume => volume.At("hostPath") is not null))
            yield return "it reaches into its host";
        if (pod.Text("automountServiceAccountToken") != "false")
            yield return "it gets a token of the cluster";
        var account = manifests.FirstOrDefault(manifest => manifest.Kind == "ServiceAccount" && manifest.Name == pod.Text("serviceAccountName"));
        if (account?.Body.Text("automountServiceAccountToken") != "false")
            yield return "its ServiceAccount hands out tokens";
    }

    /// <summary>A quantity as a number; null for what is none, which the schema's check says.</summary>
    private static decimal? Quantity(string text)
    {
        try
        {
            return new ResourceQuantity(text).ToDecimal();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Container(JsonNode container)
    {
        var name = container.Text("name");
        if (container.Text("securityContext.allowPrivilegeEscalation") != "false")
            yield return $"the container '{name}' may gain privileges";
        if (container.Text("securityContext.readOnlyRootFilesystem") != "true")
            yield return $"the container '{name}' may write to its root file system";
        if (!container.Items("securityContext.capabilities.drop").Any(static item => $"{item}" == "ALL") || container.At("securityContext.capabilities.add") is not null)
            yield return $"the container '{name}' keeps capabilities";
        foreach (var resource in new[] { "cpu", "memory" })
        {
            if (container.Text($"resources.requests.{resource}") is not { } request || container.Text($"resources.limits.{resource}") is not { } limit)
                yield return $"the container '{name}' does not say how much {resource} it needs and may take";
            else if (Quantity(request) > Quantity(limit))
                yield return $"the container '{name}' asks for more {resource} than it may take";
        }
        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Where(probe => container.At(probe) is null))
            yield return $"the container '{name}' has no {probe}";
        var ports = container.Items("ports").Select(static port => port.Text("name")).ToList();
        var asked = container.Objects().Where(static part => part["httpGet"] is not null).Select(static part => part.Text("httpGet.port"));
        foreach (var port in asked.Where(port => !ports.Contains(port)))
            yield return $"the container '{name}' is asked on the port '{port}', which it does not have";
    }
}
