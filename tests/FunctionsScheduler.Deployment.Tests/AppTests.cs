using System.Net;
using System.Text;
using System.Text.Json.Nodes;
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
        var app = Deployment(deployment);
        await using var host = await StartAsync(app);
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
        Shell.Require("bash");
        var app = Deployment(deployment);
        await using var host = await StartAsync(app);
        string[] command = [.. app.Containers.Single().Items("lifecycle.preStop.exec.command").Select(static item => $"{item}")];

        var (code, _, errors) = await RunAsync(command);
        var (elsewhere, _, _) = await RunAsync([.. command.Select(static part => part.Replace("/drain", "/drains", StringComparison.Ordinal))]);

        Assert.True(code == 0, errors);
        Assert.NotEqual(0, elsewhere);

        Task<(int Code, string Output, string Errors)> RunAsync(string[] run) =>
            Shell.RunAsync(run, new Dictionary<string, string> { ["Management__Port"] = $"{host.Management.Port}" });
    }

    [Fact]
    public async Task ApiAndWorkers_JobsOfEveryQueue_AreTakenByTheApiAndDoneByTheirWorkers()
    {
        await using var api = await StartAsync(Deployment("api"));
        using (var refused = await api.Client.GetAsync("/api/queues"))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        api.Client.Http.DefaultRequestHeaders.Add("X-Api-Key", ExampleKey);

        foreach (var queue in Local("ConfigMap", "settings").Body.Text("data.Jobs__Queues")!.Split(','))
        {
            var job = await api.Client.SubmitAsync($$"""{"type": "data", "payload": {"data": "x"}, "queue": "{{queue}}"}""");
            await using var worker = await StartAsync(Deployment($"worker-{queue}"));
            Assert.Equal("succeeded", (await api.Client.FinishAsync(job.GetProperty("id").GetString()!)).GetProperty("state").GetString());
        }
    }

    [Fact]
    public async Task SmokeTest_EverythingWorks_SeesAJobDone()
    {
        await using var api = await StartAsync(Deployment("api"));
        await using var worker = await StartAsync(Deployment("worker-data"));

        var (code, output, errors) = await SmokeTestAsync(api, ExampleKey, seconds: 60);

        Assert.True(code == 0, errors);
        Assert.Contains("succeeded after", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmokeTest_NoWorker_FailsAndSaysWhatToLookAt()
    {
        await using var api = await StartAsync(Deployment("api"));

        var (code, _, errors) = await SmokeTestAsync(api, ExampleKey, seconds: 1);

        Assert.Equal(1, code);
        Assert.Contains("The job is still queued: is there a worker?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmokeTest_WrongKey_Fails()
    {
        await using var api = await StartAsync(Deployment("api"));

        var (code, _, errors) = await SmokeTestAsync(api, "wrong", seconds: 1);

        Assert.Equal(1, code);
        Assert.Contains("The API takes no jobs", errors, StringComparison.Ordinal);
    }

    private static Manifest Local(string kind, string? name) => OverlayTests.Overlay("local").Single(manifest => manifest.Kind == kind && manifest.Name == name);

    private static Manifest Deployment(string name) => Local("Deployment", name);

    private static Task<(int Code, string Output, string Errors)> SmokeTestAsync(FunctionsHost api, string key, int seconds)
    {
        Shell.Require("bash", "curl");
        return Shell.RunAsync(
            [Repository.PathOf("keda/smoke-test"), api.Address.ToString().TrimEnd('/')],
            new Dictionary<string, string> { ["API_KEY"] = key, ["SMOKE_TIMEOUT"] = $"{seconds}" });
    }

    /// <summary>Starts the app with a container's settings, but on the tests' store and on free ports of this machine alone.</summary>
    private Task<FunctionsHost> StartAsync(Manifest app)
    {
        var container = app.Containers.Single();
        var common = container.Items("envFrom").SelectMany(static source => Local("ConfigMap", source.Text("configMapRef.name")).Body.Map("data"))
            .Select(static pair => (Name: pair.Key, Value: (string?)pair.Value));
        var own = container.Items("env").Select(static item => (Name: item.Text("name")!, Value: item.Text("value") ?? Secret(item.At("valueFrom.secretKeyRef"))));
        var settings = common.Concat(own)
            .Where(static setting => setting.Value is not null && setting.Name is not ("Redis" or "Management__Port" or "Management__Address"))
            .Select(static setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value!));
        return FunctionsHost.StartAsync(store.Endpoint, [("Auth:Required", ""), .. settings, ("Management:Address", "127.0.0.1")]);
    }

    /// <summary>The value that a reference to a Secret's key stands for; null when an optional key is not there.</summary>
    private static string? Secret(JsonNode? reference) => Local("Secret", reference.Text("name")).Body.Map("data").TryGetValue(reference.Text("key")!, out var value)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(value))
        : null;
}
