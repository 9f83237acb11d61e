using System.Text.Json.Nodes;
using FunctionsScheduler.Deployment.Tests.Checks;
using FunctionsScheduler.Deployment.Tests.Rendering;
using FunctionsScheduler.Deployment.Tests.Schemas;

namespace FunctionsScheduler.Deployment.Tests;

/// <summary>Mistakes that people make, each made on purpose in a copy of an overlay, and what the checks say of it.</summary>
public sealed class MistakeTests
{
    /// <summary>Where, in which object, what is put there as JSON (nothing: the field is removed), and a part of what must be said.</summary>
    public static TheoryData<string, string, string, string?, string> Mistakes => new()
    {
        // Kubernetes' own kinds: fields, types, what is demanded.
        { "gke", "Deployment/api", "spec.template.spec.terminationGracePeriodSecond", "45", "'terminationGracePeriodSecond' could not be mapped" },
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.env.1.value", "16", "could not be converted to System.String" },
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.resources.limits.memory", "\"1 gig\"", "cannot be converted" },
        { "gke", "Deployment/worker-data", "spec.selector", null, ".spec.selector is missing" },
        { "gke", "Deployment/worker-http", "spec.template.spec.containers.0.image", null, ".image is missing" },
        { "gke", "HorizontalPodAutoscaler/api", "spec.maxReplica", "10", "'maxReplica' could not be mapped" },
        { "gke", "NetworkPolicy/internet", "spec.egress.0.ports.0.port", "[443]", "not supported" },
        { "gke", "ScaledObject/worker-data", "metadata.label", "{}", "'label' could not be mapped" },
        // KEDA's kinds.
        { "gke", "ScaledObject/worker-data", "spec.cooldownPeriods", "60", ".spec.cooldownPeriods is not a field" },
        { "gke", "ScaledObject/worker-data", "spec.maxReplicaCount", "\"10\"", ".spec.maxReplicaCount is string; it must be integer" },
        { "gke", "ScaledObject/worker-data", "spec.fallback.behavior", "\"current\"", "it must be one of static" },
        { "gke", "ScaledObject/worker-data", "spec.scaleTargetRef.name", null, ".spec.scaleTargetRef.name is missing" },
        { "gke", "TriggerAuthentication/redis", "spec.secretTargetRef.0.param", "\"x\"", ".param is not a field" },
        // Triggers.
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.metadata.listName", "\"fs:{date}:ready\"", "the engine's key is 'fs:{data}:ready'" },
        { "gke", "ScaledObject/worker-image", "spec.triggers.1.metadata.listName", "\"fs:{data}:running\"", "the engine's key is 'fs:{image}:running'" },
        { "gke", "ScaledObject/worker-http", "spec.triggers.2.metadata.listName", "\"fs:{http}:delayed\"", "the engine's key is 'fs:{http}:due'" },
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.metadata.lisLength", "\"16\"", "'lisLength' is not a parameter of the scaler" },
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.metadata.listName", null, "'listName' is missing" },
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.metadata.listLength", "\"many\"", "it must be a number" },
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.metadata.enableTLS", "\"yes\"", "it must be true or false" },
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.metadata.enableTLS", null, "enableTLS is not true" },
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.type", "\"redis-list\"", "which KEDA does not have" },
        { "gke", "ScaledObject/worker-data", "spec.triggers.0.authenticationRef.name", "\"reddis\"", "which is not there" },
        { "gke", "TriggerAuthentication/redis", "spec.secretTargetRef.0.parameter", "\"adress\"", "'adress' is not a parameter" },
        { "gke", "TriggerAuthentication/redis", "spec.secretTargetRef.0", null, "no address of Redis is given" },
        { "gke", "ScaledObject/worker-data", "spec.advanced.scalingModifiers.formula", "\"ready + runing + due\"", "the formula adds up" },
        { "gke", "ScaledObject/worker-data", "spec.advanced.scalingModifiers.target", "\"16.5\"", "it must be a whole number" },
        { "gke", "ScaledObject/worker-data", "spec.fallback.replicas", "0", "scales to zero when it gets an error" },
        // What is named must be there.
        { "gke", "TriggerAuthentication/redis", "spec.secretTargetRef.0.key", "\"addr\"", "the Secret 'redis' has no key 'addr'" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.env.2.valueFrom.secretKeyRef.name", "\"keys\"", "the Secret 'keys' has no key 'current'" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.envFrom.0.configMapRef.name", "\"setting\"", "there is no ConfigMap 'setting'" },
        { "gke", "Deployment/api", "spec.template.spec.serviceAccountName", "\"default\"", "there is no ServiceAccount 'default'" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.volumeMounts.0.name", "\"temp\"", "there is no volume 'temp'" },
        { "gke", "Deployment/api", "spec.template.metadata.labels", "{\"app\": \"api\"}", "its selector does not match the labels of its pods" },
        { "gke", "Deployment/worker-http", "spec.selector.matchLabels", "{\"app.kubernetes.io/name\": \"functions-scheduler\"}", "its selector matches the pods of Deployment/api, too" },
        { "gke", "Service/api", "spec.selector", "{\"app.kubernetes.io/component\": \"apis\"}", "no pods have the labels" },
        { "gke", "Service/api", "spec.ports.0.targetPort", "\"web\"", "has no port web" },
        { "gke", "PodDisruptionBudget/api", "spec.selector.matchLabels", "{\"app.kubernetes.io/component\": \"apis\"}", "no pods have the labels" },
        { "gke", "NetworkPolicy/metrics", "spec.ingress.0.ports.0.port", "\"metrics\"", "has no port metrics" },
        { "local", "NetworkPolicy/redis-clients", "spec.egress.0.to.0.podSelector.matchLabels", "{\"app\": \"redis\"}", "no pods have the labels app=redis" },
        { "gke", "NetworkPolicy/internet", "spec.policyTypes", "[\"Ingress\"]", "it has egress rules, but not the type Egress" },
        { "gke", "HorizontalPodAutoscaler/api", "spec.scaleTargetRef.name", "\"apis\"", "there is no Deployment 'apis' to scale" },
        { "gke", "HorizontalPodAutoscaler/api", "spec.scaleTargetRef.name", "\"worker-data\"", "something else scales 'worker-data', too" },
        { "gke", "ScaledObject/worker-data", "spec.scaleTargetRef.name", "\"worker\"", "there is no Deployment 'worker' to scale" },
        { "gke", "Deployment/worker-data", "spec.replicas", "1", "every apply would undo the scaling" },
        { "gke", "HTTPRoute/api", "spec.rules.0.backendRefs.0.port", "8080", "there is no Service 'api' with the port 8080" },
        { "gke", "HTTPRoute/api", "spec.parentRefs.0.sectionName", "\"tls\"", "with the listener 'tls'" },
        { "local", "Ingress/api", "spec.rules.0.http.paths.0.backend.service.port.name", "\"web\"", "there is no Service 'api' with the port web" },
        { "gke", "HealthCheckPolicy/api", "spec.targetRef.name", "\"apis\"", "there is no Service 'apis'" },
        // The Gateway API and GKE's policies.
        { "gke", "Gateway/api", "spec.listeners.0.protocol", "\"TLS1.3\"", "it must be one of HTTP, HTTPS" },
        { "gke", "HTTPRoute/api", "spec.hostname", "\"jobs.example.com\"", ".spec.hostname is not a field" },
        { "gke", "GCPBackendPolicy/api", "spec.default.timeout", "60", ".spec.default.timeout is not a field" },
        { "gke", "HealthCheckPolicy/api", "spec.default.config.httpHealthCheck.requestPath", "\"health\"", "does not match" },
        { "gke", "GCPGatewayPolicy/api", "kind", "\"GatewayPolicy\"", "there is no schema for the kind" },
        // Pods.
        { "gke", "Deployment/api", "spec.template.spec.securityContext.runAsNonRoot", null, "it may run as root" },
        { "gke", "Deployment/api", "spec.template.spec.automountServiceAccountToken", "true", "it gets a token of the cluster" },
        { "gke", "ServiceAccount/functions-scheduler", "automountServiceAccountToken", null, "hands out tokens" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem", "false", "may write to its root file system" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.securityContext.capabilities.drop", "[\"NET_RAW\"]", "keeps capabilities" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.resources.requests.cpu", "\"3\"", "asks for more cpu than it may take" },
        { "gke", "Deployment/worker-image", "spec.template.spec.containers.0.resources.limits.memory", null, "does not say how much memory" },
        { "gke", "Deployment/worker-image", "spec.template.spec.containers.0.livenessProbe", null, "has no livenessProbe" },
        { "gke", "Deployment/worker-image", "spec.template.spec.containers.0.readinessProbe.httpGet.port", "\"metrics\"", "which it does not have" },
        // The app.
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.env.0.value", "\"ProcessDateJobs\"", "the app has no function 'ProcessDateJobs'" },
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.env.0.value", "\"ProcessHttpJobs\"", "the queue 'data' has no Deployment of workers" },
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.env.1.value", "\"8\"", "is not the number of jobs that a pod" },
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.env.1.name", "\"Jobs__MaxConcurent\"", "the setting 'Jobs__MaxConcurent' is not documented" },
        { "gke", "ConfigMap/settings", "data.Jobs__Queues", "\"data,image,http,mail\"", "the queue 'mail' has no ScaledObject" },
        { "gke", "ConfigMap/settings", "data.Jobs__Queues", "\"data,image\"", "its queue is not among Jobs__Queues" },
        { "gke", "ConfigMap/settings", "data.Management__Port", "\"9465\"", "Management__Port says 9465" },
        { "gke", "ConfigMap/settings", "data.Management__Address", null, "do not reach the management port" },
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.ports.0.containerPort", "9090", "its management port is 9090" },
        { "gke", "Deployment/worker-data", "spec.template.spec.terminationGracePeriodSeconds", "570", "it is killed after 570 s, but waits for up to 570 s" },
        { "gke", "Deployment/worker-data", "spec.template.spec.containers.0.lifecycle.preStop.exec.command.2", "\"curl -X POST localhost:9464/drain?second=570\"", "it does not drain before it stops" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.lifecycle", null, "it stops while load balancers still send requests" },
        { "gke", "Deployment/api", "spec.template.spec.securityContext.runAsUser", "1000", "it does not run as the image's user" },
        { "gke", "Deployment/api", "spec.template.spec.containers.0.volumeMounts.2.mountPath", "\"/home/Logs\"", "the app writes to /home/LogFiles" },
        { "gke", "Deployment/worker-http", "spec.template.spec.containers.0.image", "\"functions-scheduler:old\"", "do not run the same image" },
        { "gke", "Deployment/worker-http", "spec.template.metadata.labels", "{\"functionsscheduler.io/queue\": \"data\"}", "which metrics are told apart by, is not its queue" },
        // Networks and the store.
        { "gke", "NetworkPolicy/default-deny", "spec.policyTypes", "[\"Ingress\"]", "no NetworkPolicy denies everything" },
        { "gke", "NetworkPolicy/internet", "spec.egress.0.to.0.ipBlock.except.4", null, "it lets pods reach 169.254.169.254" },
        { "local", "StatefulSet/redis", "spec.template.spec.containers.0.args.9", "\"allkeys-lru\"", "it must run with --maxmemory-policy noeviction" },
        { "local", "StatefulSet/redis", "spec.volumeClaimTemplates", null, "its log is not on a disk of its own" },
        { "local", "Secret/redis", "data.password", "\"eA==\"", "has another address or password" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsNamed(string overlay, string manifest, string path, string? json, string expected)
    {
        KedaSchemas.Require();
        var manifests = OverlayTests.Overlay(overlay);
        Put(manifests.Single(item => $"{item}" == manifest).Body, path, json);

        Assert.Contains(Everything.Problems(manifests), problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    private static void Put(JsonNode body, string path, string? json)
    {
        var cut = path.LastIndexOf('.');
        var (parent, step) = cut < 0 ? (body, path) : (body.At(path[..cut])!, path[(cut + 1)..]);
        switch (parent)
        {
            case JsonObject map when json is null:
                Assert.True(map.Remove(step), $"There is no {path}.");
                break;
            case JsonArray list when json is null:
                list.RemoveAt(int.Parse(step));
                break;
            case JsonObject map:
                map[step] = JsonNode.Parse(json);
                break;
            case JsonArray list:
                list[int.Parse(step)] = JsonNode.Parse(json);
                break;
        }
    }
}
