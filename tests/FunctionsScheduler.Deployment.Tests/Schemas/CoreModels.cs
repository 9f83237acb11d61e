using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FunctionsScheduler.Deployment.Tests.Rendering;
using k8s;
using k8s.Models;

namespace FunctionsScheduler.Deployment.Tests.Schemas;

/// <summary>Checks Kubernetes' own kinds against the models of its client: no unknown field, no wrong type, nothing missing that the server demands.</summary>
internal static class CoreModels
{
    private static readonly JsonSerializerOptions Strict = StrictOptions();

    private static readonly Dictionary<(string, string), Type> Kinds = typeof(V1Pod).Assembly.GetTypes()
        .Where(static type => type.GetCustomAttribute<KubernetesEntityAttribute>() is not null)
        .ToDictionary(static type => type.GetCustomAttribute<KubernetesEntityAttribute>()!, static type => type)
        .ToDictionary(static pair => (pair.Key.Group.Length == 0 ? pair.Key.ApiVersion : $"{pair.Key.Group}/{pair.Key.ApiVersion}", pair.Key.Kind), static pair => pair.Value);

    /// <summary>What the API server demands of the parts that are used here; the models leave everything optional.</summary>
    private static readonly Dictionary<Type, string[]> Demanded = new()
    {
        [typeof(V1Container)] = ["name", "image"],
        [typeof(V1ContainerPort)] = ["containerPort"],
        [typeof(V1Deployment)] = ["spec"],
        [typeof(V1DeploymentSpec)] = ["selector", "template"],
        [typeof(V1EnvVar)] = ["name"],
        [typeof(V1HTTPGetAction)] = ["port"],
        [typeof(V1HTTPIngressPath)] = ["pathType", "backend"],
        [typeof(V1IPBlock)] = ["cidr"],
        [typeof(V1KeyToPath)] = ["key", "path"],
        [typeof(V1NetworkPolicySpec)] = ["podSelector"],
        [typeof(V1PodSpec)] = ["containers"],
        [typeof(V1SecretKeySelector)] = ["key", "name"],
        [typeof(V1ServicePort)] = ["port"],
        [typeof(V1StatefulSetSpec)] = ["selector", "template", "serviceName"],
        [typeof(V1TopologySpreadConstraint)] = ["maxSkew", "topologyKey", "whenUnsatisfiable"],
        [typeof(V1Volume)] = ["name"],
        [typeof(V1VolumeMount)] = ["name", "mountPath"],
        [typeof(V2CrossVersionObjectReference)] = ["kind", "name"],
        [typeof(V2HorizontalPodAutoscalerSpec)] = ["scaleTargetRef", "maxReplicas"],
        [typeof(V2HPAScalingPolicy)] = ["type", "value", "periodSeconds"],
        [typeof(V2MetricSpec)] = ["type"],
    };

    /// <summary>Whether this is one of Kubernetes' own kinds.</summary>
    public static bool Know(Manifest manifest) => Kinds.ContainsKey((manifest.ApiVersion, manifest.Kind));

    /// <summary>What is wrong with an object of one of Kubernetes' own kinds.</summary>
    public static IEnumerable<string> Problems(Manifest manifest) => Problems(Kinds[(manifest.ApiVersion, manifest.Kind)], manifest.Body, "");

    /// <summary>What is wrong with the metadata of an object of any kind.</summary>
    public static IEnumerable<string> MetadataProblems(Manifest manifest) => Problems(typeof(V1ObjectMeta), manifest.Body["metadata"], ".metadata");

    private static IReadOnlyList<string> Problems(Type type, JsonNode? body, string path)
    {
        try
        {
            var model = body.Deserialize(type, Strict);
            return model is null ? [$"{path} is missing"] : [.. Missing(model, path)];
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NotSupportedException)
        {
            return [$"{path}: {e.Message}"];
        }
    }

    private static IEnumerable<string> Missing(object model, string path)
    {
        var type = model.GetType();
        var demanded = Demanded.GetValueOrDefault(type, []);
        foreach (var property in type.GetProperties().Where(static property => property.GetIndexParameters().Length == 0))
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is not { } name)
                continue;
            var value = property.GetValue(model);
            if (value is null)
            {
                if (demanded.Contains(name))
                    yield return $"{path}.{name} is missing";
                continue;
            }
            foreach (var problem in Parts(value).SelectMany(part => Missing(part, $"{path}.{name}")))
                yield return problem;
        }
    }

    /// <summary>A model's parts that are models themselves.</summary>
    private static IEnumerable<object> Parts(object value) => value switch
    {
        string or IDictionary => [],
        IEnumerable list => list.Cast<object?>().OfType<object>().Where(IsModel),
        _ => IsModel(value) ? [value] : [],
    };

    private static bool IsModel(object value) => value.GetType().Namespace == typeof(V1Pod).Namespace && value is not (IntOrString or ResourceQuantity);

    private static JsonSerializerOptions StrictOptions()
    {
        JsonSerializerOptions? clients = null;
        KubernetesJson.AddJsonOptions(options => clients = options);
        return new JsonSerializerOptions(clients!) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    }
}
