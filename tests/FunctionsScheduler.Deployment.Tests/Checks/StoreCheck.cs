using System.Net;
using System.Text;
using FunctionsScheduler.Deployment.Tests.Rendering;
using StackExchange.Redis;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>The Redis that comes with an overlay keeps its jobs, and app and KEDA are told the same of it.</summary>
internal static class StoreCheck
{
    public static IEnumerable<string> Problems(IReadOnlyList<Manifest> manifests)
    {
        if (manifests.FirstOrDefault(static manifest => manifest is { Kind: "StatefulSet", Name: "redis" }) is not { } redis)
            yield break;
        var arguments = redis.Containers.Single().Items("args").Select(static item => $"{item}").ToList();
        (string, string)[] demanded = [("--appendonly", "yes"), ("--maxmemory-policy", "noeviction"), ("--requirepass", "$(REDIS_PASSWORD)"), ("--dir", "/data")];
        foreach (var (name, value) in demanded)
        {
            if (arguments.IndexOf(name) is var index && (index < 0 || arguments.ElementAtOrDefault(index + 1) != value))
                yield return $"{redis}: it must run with {name} {value}";
        }
        var disk = redis.Containers.Single().Items("volumeMounts").FirstOrDefault(static mount => mount.Text("mountPath") == "/data").Text("name");
        if (!redis.Body.Items("spec.volumeClaimTemplates").Any(claim => claim.Text("metadata.name") == disk))
            yield return $"{redis}: its log is not on a disk of its own";

        var secret = manifests.Single(static manifest => manifest is { Kind: "Secret", Name: "redis" }).Body.Map("data")
            .ToDictionary(static pair => pair.Key, static pair => Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value)));
        var connection = ConfigurationOptions.Parse(secret["connectionString"]);
        if (connection.Password != secret["password"] || !connection.EndPoints.Select(Address).SequenceEqual([secret["address"]]))
            yield return "Secret/redis: its connection string has another address or password than KEDA gets";
    }

    private static string Address(EndPoint endpoint) => endpoint is DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{endpoint}";
}
