using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsScheduler.Api.Management;
using FunctionsScheduler.Deployment.Tests.Rendering;
using FunctionsScheduler.Functions.Http;
using FunctionsScheduler.Functions.Queues;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>The manifests say of the app what is true of it: its queues, keys, functions, settings, ports, user, and how long it takes to stop.</summary>
internal sealed partial class AppCheck(IReadOnlyList<Manifest> manifests)
{
    /// <summary>
    /// What the Functions host takes after SIGTERM: about 10 seconds until it tells its worker process to stop, and about 2 for that (seen on
    /// host 4.1037; docs/azure-functions.md).
    /// </summary>
    private const int HostStopSeconds = 12;

    private readonly List<Manifest> _apps = [.. manifests.Where(static manifest => manifest.Kind == "Deployment")];
    private readonly List<Manifest> _scaled = [.. manifests.Where(static manifest => manifest.Kind == "ScaledObject")];
    private readonly IReadOnlyDictionary<string, string> _settings =
        manifests.Single(static manifest => manifest is { Kind: "ConfigMap", Name: "settings" }).Body.Map("data");

    public IEnumerable<string> Problems() =>
        _apps.SelectMany(app => App(app).Select(problem => $"{app}: {problem}"))
            .Concat(Queues()).Concat(Settings()).Concat(Images());

    /// <summary>The value of a variable of a Deployment's container; null where it has none of its own.</summary>
    public static string? Variable(Manifest app, string name) =>
        app.Containers.Single().Items("env").SingleOrDefault(item => item.Text("name") == name).Text("value");

    private IEnumerable<string> Queues()
    {
        var queues = (_settings.GetValueOrDefault("Jobs__Queues") ?? "").Split(',');
        foreach (var queue in queues)
        {
            if (_scaled.Find(scaled => scaled.Name == $"worker-{queue}") is not { } scaled)
                yield return $"the queue '{queue}' has no ScaledObject";
            else
                foreach (var problem in Scaling(queue, scaled))
                    yield return $"{scaled}: {problem}";
            if (!_apps.Exists(app => Queue(app) == queue && app.Name == $"worker-{queue}"))
                yield return $"the queue '{queue}' has no Deployment of workers";
        }
        foreach (var scaled in _scaled.Where(scaled => !queues.Any(queue => scaled.Name == $"worker-{queue}")))
            yield return $"{scaled}: its queue is not among Jobs__Queues";
        foreach (var app in _apps.Where(app => Queue(app) is { } queue && !queues.Contains(queue)))
            yield return $"{app}: its queue '{Queue(app)}' is not among Jobs__Queues";
        if (_apps.Count(static app => Function(app) == nameof(FallbackFunction.UnroutedRequest)) != 1)
            yield return "there is not one Deployment of the API";
    }

    private IEnumerable<string> Scaling(string queue, Manifest scaled)
    {
        var keys = new QueueKeys(queue);
        foreach (var (name, key) in new[] { ("ready", keys.Ready), ("running", keys.Running), ("due", keys.Due) })
        {
            var trigger = scaled.Body.Items("spec.triggers").SingleOrDefault(trigger => trigger.Text("name") == name);
            if (trigger.Text("metadata.listName") != key)
                yield return $"the trigger '{name}' counts '{trigger.Text("metadata.listName")}'; the engine's key is '{key}'";
            if (trigger.Text("metadata.listLength") != scaled.Body.Text("spec.advanced.scalingModifiers.target"))
                yield return $"the trigger '{name}' has another listLength than the formula's target";
        }
        if (scaled.Body.Number("spec.minReplicaCount") != 0)
            yield return "it does not go to zero";
        if (_apps.Find(app => app.Name == scaled.Body.Text("spec.scaleTargetRef.name")) is { } app
            && Variable(app, "Jobs__MaxConcurrentJobs") != scaled.Body.Text("spec.advanced.scalingModifiers.target"))
            yield return $"its target is not the number of jobs that a pod of {app} runs at a time";
    }

    private IEnumerable<string> App(Manifest app)
    {
        var container = app.Containers.Single();
        if (Function(app) is not { } function || (!QueueFunctions.Queues.ContainsKey(function) && function != nameof(FallbackFunction.UnroutedRequest)))
            yield return $"the app has no function '{Function(app)}'";
        var port = container.Items("ports").SingleOrDefault(static port => port.Text("name") == "management").Number("containerPort");
        var (own, setting) = (new ManagementOptions().Port, _settings.GetValueOrDefault("Management__Port"));
        if (port != own || $"{port}" != setting)
            yield return $"its management port is {port}; the app's is {own}, and Management__Port says {setting}";
        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Where(probe => container.Text($"{probe}.httpGet.port") != "management"))
            yield return $"its {probe} does not ask the management port";
        if (app.PodTemplate.Map("metadata.labels").GetValueOrDefault("functionsscheduler.io/queue") != Queue(app))
            yield return "its pods' label functionsscheduler.io/queue, which metrics are told apart by, is not its queue";
        if (app.PodTemplate.Text("spec.securityContext.runAsUser") != Dockerfile(@"^USER (?<value>\d+)$"))
            yield return "it does not run as the image's user";
        var folders = Dockerfile(@"chown -R \S+ (?<value>(/\S+ ?)+)").Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("/tmp");
        foreach (var folder in folders.Where(folder => !IsWritable(app, folder)))
            yield return $"the app writes to {folder}, which is read-only";
        foreach (var problem in Stop(app, container))
            yield return problem;
    }

    private static IEnumerable<string> Stop(Manifest app, JsonNode container)
    {
        var drains = Queue(app) is not null;
        var drain = Drain().Match(string.Join(' ', container.Items("lifecycle.preStop.exec.command")));
        if (drains && !drain.Success)
            yield return "it does not drain before it stops";
        var seconds = drains && drain.Success ? int.Parse(drain.Groups["seconds"].Value) : container.Number("lifecycle.preStop.sleep.seconds") ?? 0;
        var grace = app.PodTemplate.Number("spec.terminationGracePeriodSeconds") ?? 30;
        if (grace < seconds + HostStopSeconds)
            yield return $"it is killed after {grace} s, but waits for up to {seconds} s, and the host takes {HostStopSeconds} more";
        if (!drains && seconds == 0)
            yield return "it stops while load balancers still send requests";
    }

    /// <summary>A setting that the app does not know would be ignored without a word.</summary>
    private IEnumerable<string> Settings()
    {
        var documentation = Repository.Read("docs/configuration.md") + Repository.Read("docs/azure-functions.md");
        var names = _settings.Keys.Concat(_apps.SelectMany(static app => app.Containers.Single().Items("env").Select(static item => item.Text("name")!)));
        foreach (var name in names.Distinct().Where(static name => name.Contains("__", StringComparison.Ordinal)))
        {
            var setting = Index().Replace(name, "__0");
            if (!documentation.Contains($"`{setting}`", StringComparison.Ordinal) && !documentation.Contains($"`{setting.Replace("__", ":")}`", StringComparison.Ordinal))
                yield return $"the setting '{name}' is not documented";
        }
        if (_settings.GetValueOrDefault("Management__Address") != "0.0.0.0")
            yield return "probes and Prometheus do not reach the management port";
    }

    private IEnumerable<string> Images()
    {
        var images = _apps.Select(static app => app.Containers.Single().Text("image")).Distinct().ToList();
        if (images.Count != 1)
            yield return $"the API and the workers do not run the same image: {string.Join(", ", images)}";
    }

    private static string? Function(Manifest app) => Variable(app, "AzureFunctionsJobHost__functions__0");

    private static string? Queue(Manifest app) => Function(app) is { } function ? QueueFunctions.Queues.GetValueOrDefault(function) : null;

    private static bool IsWritable(Manifest app, string folder)
    {
        var mount = app.Containers.Single().Items("volumeMounts").FirstOrDefault(mount => mount.Text("mountPath") == folder);
        return app.PodTemplate.Items("spec.volumes").Any(volume => volume.Text("name") == mount.Text("name") && volume.At("emptyDir") is not null);
    }

    private static string Dockerfile(string pattern) =>
        Regex.Match(Repository.Read("Dockerfile"), pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;

    [GeneratedRegex(@"POST /drain\?seconds=(?<seconds>\d+) HTTP", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drain();

    [GeneratedRegex(@"__\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();
}
