using System.Diagnostics;
using System.Text.Json.Nodes;
using FunctionsScheduler.Api.Management;
using FunctionsScheduler.Monitoring.Tests.Rules;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Monitoring.Tests;

/// <summary>Whether all who scrape give what the rules and the dashboard ask for.</summary>
public sealed class ScrapeTests
{
    private const string Components = "keda/components";
    private static readonly string[] TargetLabels = ["app", "component", "worker_queue"];

    [Fact]
    public void Pods_ScrapedByEitherKind_HaveTheSameLabels()
    {
        var operatorOwn = YamlFile.Read($"{Components}/monitoring/podmonitor.yaml")["spec"]!;
        var google = YamlFile.Read($"{Components}/monitoring-gmp/podmonitoring.yaml")["spec"]!;

        var relabelings = operatorOwn["podMetricsEndpoints"]![0]!["relabelings"]!.AsArray()
            .ToDictionary(static rule => Text(rule!["targetLabel"]), static rule => Text(rule!["sourceLabels"]![0]), StringComparer.Ordinal);
        var mappings = google["targetLabels"]!["fromPod"]!.AsArray()
            .ToDictionary(static mapping => Text(mapping!["to"]), static mapping => MetaLabel(Text(mapping!["from"])), StringComparer.Ordinal);
        Assert.Equal(TargetLabels, relabelings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(relabelings, mappings);
        Assert.True(JsonNode.DeepEquals(operatorOwn["selector"], google["selector"]));
        Assert.Equal(
            ("management", "/metrics"),
            (Text(operatorOwn["podMetricsEndpoints"]![0]!["port"]), Text(google["endpoints"]![0]!["path"])));
    }

    [Fact]
    public void Keda_ScrapedByEitherKind_IsTheSame()
    {
        var operatorOwn = YamlFile.Read($"{Components}/monitoring/podmonitor-keda.yaml")["spec"]!;
        var google = YamlFile.Read($"{Components}/monitoring-gmp/clusterpodmonitoring-keda.yaml")["spec"]!;

        Assert.True(JsonNode.DeepEquals(operatorOwn["selector"], google["selector"]));
        Assert.True(JsonNode.DeepEquals(operatorOwn["podMetricsEndpoints"]![0]!["metricRelabelings"], google["endpoints"]![0]!["metricRelabeling"]));
    }

    [Fact]
    public void Containers_OfCompose_AreScrapedOnTheManagementPort_WithTheirLabels()
    {
        foreach (var job in YamlFile.Read("docs/compose/prometheus.yaml")["scrape_configs"]!.AsArray())
        {
            Assert.Equal($"{new ManagementOptions().Port}", Text(job!["dns_sd_configs"]![0]!["port"]));
            var labels = job["relabel_configs"]!.AsArray().ToDictionary(static rule => Text(rule!["target_label"]), static rule => Text(rule!["replacement"]), StringComparer.Ordinal);
            Assert.Equal([("app", "functions-scheduler"), ("component", Text(job["job_name"]))], labels.Select(static label => (label.Key, label.Value)));
        }
    }

    [Fact]
    public async Task Compose_HasTheRulesOutOfTheManifest()
    {
        using var directory = new TestDirectory();
        var command = Text(YamlFile.Read("docs/compose/compose.yaml")["services"]!["prometheus"]!["command"]![0]).Split("&&")[0]
            .Replace("$$", "$", StringComparison.Ordinal)
            .Replace("/etc/prometheus/rules.yaml", Repository.PathOf(RuleFile.Source), StringComparison.Ordinal)
            .Replace("/prometheus/rules.yaml", directory["rules.yaml"], StringComparison.Ordinal);
        using var shell = Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        var rules = RuleFile.Parse(await File.ReadAllTextAsync(directory["rules.yaml"], TestContext.Current.CancellationToken));

        Assert.Equal(RuleFile.Rules.Select(static rule => (rule.Name, rule.Expr)), rules.Select(static rule => (rule.Name, rule.Expr)));
    }

    private static string Text(JsonNode? node) => node!.ToString();

    /// <summary>What the Prometheus Operator calls a label of a pod.</summary>
    private static string MetaLabel(string label) => $"__meta_kubernetes_pod_label_{label.Replace('.', '_').Replace('/', '_')}";
}
