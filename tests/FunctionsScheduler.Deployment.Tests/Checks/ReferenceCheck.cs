using System.Text.Json.Nodes;
using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>What an object names is there: secrets and their keys, settings, accounts, volumes, targets, ports, pods behind selectors.</summary>
/// <param name="manifests">All objects.</param>
/// <param name="documentedSecrets">The keys of secrets that are made by hand, by the secret's name.</param>
internal sealed class ReferenceCheck(IReadOnlyList<Manifest> manifests, IReadOnlyDictionary<string, IReadOnlyList<string>> documentedSecrets)
{
    private readonly List<Manifest> _workloads = [.. manifests.Where(static manifest => manifest.PodTemplate is not null)];

    public IEnumerable<string> Problems() =>
        manifests.SelectMany(manifest => Of(manifest).Select(problem => $"{manifest}: {problem}")).Concat(Overlaps());

    private IEnumerable<string> Of(Manifest manifest) =>
        Namespace(manifest).Concat(SecretKeys(manifest)).Concat(manifest.Kind switch
        {
            "Deployment" or "StatefulSet" => Workload(manifest),
            "Service" => Selector(manifest.Body.Map("spec.selector"), [.. manifest.Body.Items("spec.ports").Select(static port => port.At("targetPort"))]),
            "PodDisruptionBudget" => Selector(manifest.Body.Map("spec.selector.matchLabels"), []),
            "NetworkPolicy" => NetworkPolicy(manifest),
            "HorizontalPodAutoscaler" or "ScaledObject" => ScaleTarget(manifest),
            "Ingress" or "HTTPRoute" => Backends(manifest).Concat(Parents(manifest)),
            "HealthCheckPolicy" or "GCPBackendPolicy" or "GCPGatewayPolicy" =>
                Exists(manifest.Body.Text("spec.targetRef.kind")!, manifest.Body.Text("spec.targetRef.name")),
            _ => [],
        });

    private IEnumerable<string> Namespace(Manifest manifest) =>
        manifest.Kind == "Namespace" ? [] : Exists("Namespace", manifest.Namespace);

    private IEnumerable<string> Exists(string kind, string? name) =>
        manifests.Any(manifest => manifest.Kind == kind && manifest.Name == name) ? [] : [$"there is no {kind} '{name}'"];

    private IEnumerable<string> SecretKeys(Manifest manifest)
    {
        var named = manifest.Body.Objects().SelectMany(static part => part["secretKeyRef"] is JsonObject reference && reference.Text("optional") != "true"
            ? [(reference.Text("name"), reference.Text("key"))]
            : part["secretName"] is { } secret ? part.Items("items").Select(item => ((string?)$"{secret}", item.Text("key")))
            : part["secretTargetRef"] is JsonArray ? part.Items("secretTargetRef").Select(static item => (item.Text("name"), item.Text("key")))
            : []);
        foreach (var (name, key) in named)
        {
            var keys = manifests.FirstOrDefault(other => other.Kind == "Secret" && other.Name == name)?.Body.Map("data").Keys.ToList()
                ?? documentedSecrets.GetValueOrDefault(name ?? "");
            if (keys?.Contains(key!) != true)
                yield return $"the Secret '{name}' has no key '{key}', neither here nor in the documentation";
        }
    }

    private IEnumerable<string> Workload(Manifest manifest)
    {
        var labels = manifest.PodTemplate.Map("metadata.labels");
        if (!Selects(manifest.Body.Map("spec.selector.matchLabels"), labels))
            yield return "its selector does not match the labels of its pods";
        foreach (var problem in Exists("ServiceAccount", manifest.PodTemplate.Text("spec.serviceAccountName")))
            yield return problem;
        var settings = manifest.Containers.SelectMany(static container => container.Items("envFrom")).Select(static source => source.Text("configMapRef.name"));
        foreach (var problem in settings.SelectMany(name => Exists("ConfigMap", name)))
            yield return problem;
        var volumes = manifest.PodTemplate.Items("spec.volumes").Select(static volume => volume.Text("name"))
            .Concat(manifest.Body.Items("spec.volumeClaimTemplates").Select(static claim => claim.Text("metadata.name"))).ToList();
        var mounts = manifest.Containers.SelectMany(static container => container.Items("volumeMounts"));
        foreach (var mount in mounts.Where(mount => !volumes.Contains(mount.Text("name"))))
            yield return $"there is no volume '{mount.Text("name")}'";
        var spreads = manifest.PodTemplate.Items("spec.topologySpreadConstraints");
        foreach (var constraint in spreads.Where(constraint => !Selects(constraint.Map("labelSelector.matchLabels"), labels)))
            yield return $"the spread over {constraint.Text("topologyKey")} does not count its own pods";
    }

    /// <summary>A selector must match pods, and those must have the ports.</summary>
    private IEnumerable<string> Selector(IReadOnlyDictionary<string, string> labels, IReadOnlyList<JsonNode?> ports)
    {
        var pods = _workloads.FindAll(workload => Selects(labels, workload.PodTemplate.Map("metadata.labels")));
        if (pods.Count == 0)
            yield return $"no pods have the labels {string.Join(", ", labels.Select(static pair => $"{pair.Key}={pair.Value}"))}";
        foreach (var (port, pod) in ports.SelectMany(port => pods.Select(pod => (port, pod))).Where(static pair => !HasPort(pair.pod, pair.port)))
            yield return $"{pod} has no port {port}";
    }

    private IEnumerable<string> NetworkPolicy(Manifest policy)
    {
        var pods = policy.Body.Map("spec.podSelector.matchLabels");
        var ingress = policy.Body.Items("spec.ingress").ToList();
        var problems = Selector(pods, [.. ingress.SelectMany(static rule => rule.Items("ports")).Select(static port => port.At("port"))]);
        var egress = policy.Body.Items("spec.egress").ToList();
        var peers = ingress.SelectMany(static rule => rule.Items("from")).Concat(egress.SelectMany(static rule => rule.Items("to")));
        // Pods of other namespaces are not ours to know.
        problems = problems.Concat(peers.Where(static peer => peer.At("podSelector") is not null && peer.At("namespaceSelector") is null)
            .SelectMany(peer => Selector(peer.Map("podSelector.matchLabels"), [])));
        string[] types = [.. policy.Body.Items("spec.policyTypes").Select(static type => $"{type}")];
        if (ingress.Count > 0 && !types.Contains("Ingress"))
            problems = problems.Append("it has ingress rules, but not the type Ingress");
        if (egress.Count > 0 && !types.Contains("Egress"))
            problems = problems.Append("it has egress rules, but not the type Egress");
        return problems;
    }

    private IEnumerable<string> ScaleTarget(Manifest scaler)
    {
        var name = scaler.Body.Text("spec.scaleTargetRef.name");
        var target = _workloads.Find(workload => workload.Kind == (scaler.Body.Text("spec.scaleTargetRef.kind") ?? "Deployment") && workload.Name == name);
        if (target is null)
            yield return $"there is no Deployment '{name}' to scale";
        else if (target.Body.At("spec.replicas") is not null)
            yield return $"{target} says how many replicas there are; every apply would undo the scaling";
        if (manifests.Count(other => other.Kind is "HorizontalPodAutoscaler" or "ScaledObject" && other.Body.Text("spec.scaleTargetRef.name") == name) > 1)
            yield return $"something else scales '{name}', too";
    }

    private IEnumerable<string> Backends(Manifest route)
    {
        var backends = route.Body.Objects().SelectMany(static part => part.Items("backendRefs")).Select(static backend => (backend.Text("name"), backend.At("port")))
            .Concat(route.Body.Objects().Where(static part => part["service"] is JsonObject)
                .Select(static part => (part.Text("service.name"), part.At("service.port.number") ?? part.At("service.port.name"))));
        foreach (var (name, port) in backends)
        {
            var service = manifests.FirstOrDefault(manifest => manifest.Kind == "Service" && manifest.Name == name);
            if (service?.Body.Items("spec.ports").Any(item => $"{port}" == item.Text("name") || $"{port}" == item.Text("port")) != true)
                yield return $"there is no Service '{name}' with the port {port}";
        }
    }

    private IEnumerable<string> Parents(Manifest route)
    {
        foreach (var parent in route.Body.Items("spec.parentRefs"))
        {
            var gateway = manifests.FirstOrDefault(manifest => manifest.Kind == "Gateway" && manifest.Name == parent.Text("name"));
            if (gateway?.Body.Items("spec.listeners").Any(listener => listener.Text("name") == parent.Text("sectionName")) != true)
                yield return $"there is no Gateway '{parent.Text("name")}' with the listener '{parent.Text("sectionName")}'";
        }
    }

    private IEnumerable<string> Overlaps() =>
        from workload in _workloads
        from other in _workloads
        where !ReferenceEquals(workload, other) && Selects(workload.Body.Map("spec.selector.matchLabels"), other.PodTemplate.Map("metadata.labels"))
        select $"{workload}: its selector matches the pods of {other}, too";

    private static bool Selects(IReadOnlyDictionary<string, string> selector, IReadOnlyDictionary<string, string> labels) =>
        selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static bool HasPort(Manifest workload, JsonNode? port) =>
        port is null || workload.Containers.SelectMany(static container => container.Items("ports"))
            .Any(item => $"{port}" == item.Text("name") || $"{port}" == item.Text("containerPort"));
}
