using System.Net;
using System.Text;
using FunctionsScheduler.Deployment.Tests.Checks;
using FunctionsScheduler.Deployment.Tests.Rendering;
using FunctionsScheduler.Functions.Queues;
using FunctionsScheduler.Functions.Tests.Hosting;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Deployment.Tests;

/// <summary>The app itself, started with what the manifests tell each Deployment's container, on a store of the tests' own.</summary>
[Trait("Store", "Garnet")]
public sealed class AppTests(GarnetFixture store) : IClassFixture<GarnetFixture>
{
    private const string ExampleKey = "example-key";

    public static TheoryData<string> Workers => [.. QueueFunctions.Queues.Values.Select(static queue => $"worker-{queue}")];

    [Theory]
    [MemberData(nameof(Workers))]
    [InlineData("api")]
    public async Task Deployment_ItsProbesAreAnswered(string deployment)
    {
        var manifests = OverlayTests.Overlay("local");
        var app = manifests.Single(manifest => manifest.Kind == "Deployment" && manifest.Name == deployment);
        await using var host = await StartAsync(manifests, app);
        using var http = new HttpClient { BaseAddress = host.Management };

        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
        {
            using var answer = await http.GetAsync(app.Containers.Single().Text($"{probe}.httpGet.path"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public async Task Worker_BeforeItStops_IsDrained(string deployment)
    {
        var manifests = OverlayTests.Overlay("local");
        var app = manifests.Single(manifest => manifest.Kind == "Deployment" && manifest.Name == deployment);
        await using var host = await StartAsync(manifests, app);
        string[] command = [.. app.Containers.Single().Items("lifecycle.preStop.exec.command").Select(static item => $"{item}")];

        var (code, _, errors) = await Shell.RunAsync(command, variables: new Dictionary<string, string> { ["Management__Port"] = $"{host.Management.Port}" });
        var (again, _, _) = await Shell.RunAsync(
            [.. command.Select(static part => part.Replace("/drain", "/drains", StringComparison.Ordinal))], variables: new Dictionary<string, string> { ["Management__Port"] = $"{host.Management.Port}" });

        Assert.True(code == 0, errors);
        Assert.NotEqual(0, again);
    }

    [Fact]
    public async Task ApiAndWorkers_JobsOfEveryQueue_AreTakenByTheApiAndDoneByTheirWorkers()
    {
        var manifests = OverlayTests.Overlay("local");
        await using var api = await StartAsync(manifests, Deployment("api"));
        using (var refused = await api.Client.GetAsync("/api/queues"))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        api.Client.Http.DefaultRequestHeaders.Add("X-Api-Key", ExampleKey);
        var (code, _, errors) = (1, "", "");

        foreach (var queue in manifests.Single(static manifest => manifest is { Kind: "ConfigMap", Name: "settings" }).Body.Text("data.Jobs__Queues")!.Split(','))
        {
            var job = await api.Client.SubmitAsync($$"""{"type": "data", "payload": {"data": "x"}, "queue": "{{queue}}"}""");
            await using var worker = await StartAsync(manifests, Deployment($"worker-{queue}"));
            Assert.Equal("succeeded", (await api.Client.FinishAsync(job.GetProperty("id").GetString()!)).GetProperty("state").GetString());
            if (queue == "data")
                (code, _, errors) = await Shell.RunAsync([Repository.PathOf("keda/smoke-test"), api.Address.ToString().TrimEnd('/')], variables: new Dictionary<string, string> { ["API_KEY"] = ExampleKey });
        }

        Assert.True(code == 0, errors);

        Manifest Deployment(string name) => manifests.Single(manifest => manifest.Kind == "Deployment" && manifest.Name == name);
    }

    [Fact]
    public async Task SmokeTest_NoWorker_FailsAndSaysWhatToLookAt()
    {
        var manifests = OverlayTests.Overlay("local");
        await using var api = await StartAsync(manifests, manifests.Single(static manifest => manifest is { Kind: "Deployment", Name: "api" }));

        var (code, _, errors) = await Shell.RunAsync(
            [Repository.PathOf("keda/smoke-test"), api.Address.ToString().TrimEnd('/')], variables: new Dictionary<string, string> { ["API_KEY"] = ExampleKey, ["SMOKE_TIMEOUT"] = "1" });

        Assert.Equal(1, code);
        Assert.Contains("The job is still queued: is there a worker?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmokeTest_WrongKey_Fails()
    {
        var manifests = OverlayTests.Overlay("local");
        await using var api = await StartAsync(manifests, manifests.Single(static manifest => manifest is { Kind: "Deployment", Name: "api" }));

        var (code, _, errors) = await Shell.RunAsync(
            [Repository.PathOf("keda/smoke-test"), api.Address.ToString().TrimEnd('/')], variables: new Dictionary<string, string> { ["API_KEY"] = "wrong", ["SMOKE_TIMEOUT"] = "1" });

        Assert.Equal(1, code);
        Assert.Contains("The API takes no jobs", errors, StringComparison.Ordinal);
    }

    /// <summary>Starts the app with a container's settings, but on the tests' store and on free ports of this machine alone.</summary>
    private Task<FunctionsHost> StartAsync(IReadOnlyList<Manifest> manifests, Manifest app)
    {
        var container = app.Containers.Single();
        var settings = container.Items("envFrom").SelectMany(source => Object("ConfigMap", source.Text("configMapRef.name")).Body.Map("data"))
            .Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))
            .Concat(container.Items("env").Select(item => KeyValuePair.Create(item.Text("name")!, item.Text("value") ?? Secret(item.Text("valueFrom.secretKeyRef.name"), item.Text("valueFrom.secretKeyRef.key")))))
            .Where(static pair => pair.Value is not null && pair.Key is not ("Redis" or "Management__Port" or "Management__Address"))
            .Select(static pair => (pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value!));
        return FunctionsHost.StartAsync(
            store.Endpoint,
            [("Auth:Required", ""), .. settings, ("Management:Address", "127.0.0.1")]);

        Manifest Object(string kind, string? name) => manifests.Single(manifest => manifest.Kind == kind && manifest.Name == name);

        string? Secret(string? name, string? key) =>
            Object("Secret", name).Body.Map("data").TryGetValue(key!, out var value) ? Encoding.UTF8.GetString(Convert.FromBase64String(value)) : null;
    }
}
