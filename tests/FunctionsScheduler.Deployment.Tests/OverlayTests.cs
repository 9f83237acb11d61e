using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using FunctionsScheduler.Deployment.Tests.Checks;
using FunctionsScheduler.Deployment.Tests.Rendering;
using FunctionsScheduler.Deployment.Tests.Schemas;

namespace FunctionsScheduler.Deployment.Tests;

public sealed class OverlayTests
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Manifest>> Rendered = new(StringComparer.Ordinal);

    [Fact]
    public void Base_HasTheFieldsOfItsKinds()
    {
        KedaSchemas.Require();
        var manifests = Kustomization.Render(Repository.PathOf("keda/base"));

        Everything.None(SchemaCheck.Problems(manifests).Concat(TriggerCheck.Problems(manifests)));
    }

    [Theory]
    [InlineData("gke")]
    [InlineData("local")]
    public void Overlay_EverythingIsRight(string overlay)
    {
        KedaSchemas.Require();

        Everything.None(Everything.Problems(Overlay(overlay)));
    }

    [Fact]
    public void Gke_KeepsNoSecret() => Assert.DoesNotContain(Overlay("gke"), static manifest => manifest.Kind == "Secret");

    [Fact]
    public void Local_ShowsTheHashOfItsExampleKey()
    {
        var keys = Overlay("local").Single(static manifest => manifest is { Kind: "Secret", Name: "api-keys" }).Body.Map("data");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("example-key"u8)), Encoding.UTF8.GetString(Convert.FromBase64String(keys["current"])));
    }

    [Fact]
    public void Gke_SpeaksTlsToRedisEverywhere()
    {
        var manifests = Overlay("gke");

        Assert.All(manifests.Where(static manifest => manifest.Kind == "ScaledObject").SelectMany(static scaled => scaled.Body.Items("spec.triggers")), static trigger =>
            Assert.Equal("true", trigger.Text("metadata.enableTLS")));
        Assert.All(manifests.Where(static manifest => manifest.Kind == "Deployment"), static app =>
        {
            var file = AppCheck.Variable(app, "SSL_CERT_FILE")!;
            var mount = app.Containers.Single().Items("volumeMounts").Single(mount => mount.Text("mountPath") == Path.GetDirectoryName(file));
            var volume = app.PodTemplate.Items("spec.volumes").Single(volume => volume.Text("name") == mount.Text("name"));
            Assert.Equal(Path.GetFileName(file), volume.Text("secret.items.0.path"));
        });
    }

    [Fact]
    public void Gke_TakesNoRequestInTheClear()
    {
        var routes = Overlay("gke").Where(static manifest => manifest.Kind == "HTTPRoute" && manifest.Body.Text("spec.parentRefs.0.sectionName") == "http");

        Assert.All(routes, static route => Assert.Equal("https", route.Body.Text("spec.rules.0.filters.0.requestRedirect.scheme")));
        Assert.All(routes, static route => Assert.Empty(route.Body.Objects().SelectMany(static part => part.Items("backendRefs"))));
    }

    [Fact]
    public void Gke_ClosesTheApiToAllButTheLoadBalancer()
    {
        var policy = Overlay("gke").Single(static manifest => manifest is { Kind: "NetworkPolicy", Name: "api" });

        Assert.All(policy.Body.Items("spec.ingress"), static rule => Assert.NotEmpty(rule.Items("from")));
    }

    /// <summary>The objects of an overlay, as copies of one's own.</summary>
    internal static IReadOnlyList<Manifest> Overlay(string name) =>
        [.. Rendered.GetOrAdd(name, static overlay => Kustomization.Render(Repository.PathOf($"keda/overlays/{overlay}"))).Select(static manifest => manifest.Copy())];
}
