using System.Net;
using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>Nothing is reachable that need not be: everything is denied first, workers reach the internet but nothing private, and Redis has few clients.</summary>
internal static class NetworkCheck
{
    /// <summary>Addresses of the metadata server and of private networks, which no job may reach (RFC 1918, 3927, 6598).</summary>
    private static readonly string[] Private =
        ["10.0.0.1", "10.255.255.254", "172.16.0.1", "172.31.255.254", "192.168.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "169.254.169.252"];

    public static IEnumerable<string> Problems(IReadOnlyList<Manifest> manifests)
    {
        var policies = manifests.Where(static manifest => manifest.Kind == "NetworkPolicy").ToList();
        if (!policies.Exists(IsDefaultDeny))
            yield return "no NetworkPolicy denies everything by default";
        var ways =
            from policy in policies
            from rule in policy.Body.Items("spec.egress")
            from peer in rule.Items("to")
            where peer.At("ipBlock") is not null
            // Names may be asked of anybody, and Redis lies in a private network of its own.
            where !rule.Items("ports").Any() || rule.Items("ports").Any(static port => port.Text("port") is not ("53" or "6378" or "6379"))
            select (policy, peer);
        foreach (var (policy, peer) in ways)
        {
            var open = IPNetwork.Parse(peer.Text("ipBlock.cidr")!);
            var closed = peer.Items("ipBlock.except").Select(static item => IPNetwork.Parse($"{item}")).ToList();
            foreach (var address in Private.Select(IPAddress.Parse).Where(address => open.Contains(address) && !closed.Exists(network => network.Contains(address))))
                yield return $"{policy}: it lets pods reach {address}";
        }
        foreach (var workload in manifests.Where(static manifest => manifest.Kind == "Deployment" && manifest.Name.StartsWith("worker-", StringComparison.Ordinal)))
        {
            if (workload.PodTemplate.Map("metadata.labels").GetValueOrDefault("functionsscheduler.io/internet") != "true")
                yield return $"{workload}: its jobs reach no URL";
        }
    }

    private static bool IsDefaultDeny(Manifest policy) =>
        policy.Body.Map("spec.podSelector").Count == 0 && policy.Body.At("spec.ingress") is null && policy.Body.At("spec.egress") is null
        && policy.Body.Items("spec.policyTypes").Select(static type => $"{type}").Order().SequenceEqual(["Egress", "Ingress"]);
}
