using FunctionsScheduler.Monitoring.Tests.Dashboards;
using FunctionsScheduler.Monitoring.Tests.Queries;
using FunctionsScheduler.Monitoring.Tests.Rules;
using FunctionsScheduler.Monitoring.Tests.Runbooks;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Monitoring.Tests.Live;

public sealed class LiveTests(MonitoredPlatform platform) : IClassFixture<MonitoredPlatform>
{
    /// <summary>Labels that whoever scrapes adds.</summary>
    private static readonly string[] TargetLabels = ["app", "component", "worker_queue"];

    private static readonly IReadOnlyList<(string Place, string Query)> Queries =
    [
        .. RuleFile.Rules.Select(static rule => (rule.Name, rule.Expr)),
        .. Dashboard.Queries.Select(static query => (query.Place, Dashboard.Resolve(query.Query))),
        .. Runbook.Queries,
    ];

    [Fact]
    public async Task Rules_AllThatRecord_HaveValues()
    {
        PrometheusServer.Tool.Require();

        await Assert.AllAsync(RuleFile.Records, async rule => await Eventually.SeeAsync(
            async () =>
            {
                // Without requests there is no share of them that fails.
                await platform.Api.GetJsonAsync("/api/queues");
                return await platform.Prometheus.QueryAsync(rule.Name);
            },
            static samples => samples.Any(static sample => double.IsFinite(sample.Value)),
            $"a value of {rule.Name}"));

        var rules = await platform.Prometheus.RulesAsync();
        Assert.Equal(RuleFile.Rules.Count, rules.Count);
        Assert.All(rules, static rule => Assert.Equal("ok", rule.GetProperty("health").GetString()));
    }

    [Fact]
    public async Task Queries_OfRulesDashboardAndRunbook_NameOnlyWhatThereIs()
    {
        PrometheusServer.Tool.Require();
        await platform.Prometheus.SeeAsync("queue:functionsscheduler_job_success_ratio:rate30m");
        var live = await platform.Prometheus.LabelsAsync();
        var known = live.ToDictionary(static metric => metric.Key, static metric => metric.Value.Concat(TargetLabels), StringComparer.Ordinal);
        // What is recorded may be later than this; that it is recorded at all is for another test.
        foreach (var record in RuleFile.Records)
            known[record.Name] = known.GetValueOrDefault(record.Name, []).Append("queue");
        foreach (var (name, labels) in KedaMetrics.Labels)
            known[name] = labels;

        Assert.All(Queries, query =>
        {
            var (place, text) = query;
            var named = new Promql(text);
            Assert.NotEmpty(named.Metrics);
            foreach (var metric in named.Metrics)
                Assert.True(known.ContainsKey(metric), $"{place}: nobody exposes {metric}");
            var labels = named.Metrics.SelectMany(metric => known[metric]).ToHashSet(StringComparer.Ordinal);
            foreach (var label in named.Labels)
                Assert.True(labels.Contains(label), $"{place}: no metric of {text} has the label {label}");
        });
    }

    [Fact]
    public async Task Queries_OfTheDashboard_AreUnderstoodAndFindWhatIsOurs()
    {
        PrometheusServer.Tool.Require();

        await Assert.AllAsync(Dashboard.Queries, async query =>
        {
            var text = Dashboard.Resolve(query.Query);
            if (new Promql(text).Metrics.Overlaps(KedaMetrics.Labels.Keys))
                await platform.Prometheus.QueryAsync(text);
            else
                await platform.Prometheus.SeeAsync(text);
        });
    }

    [Fact]
    public async Task Queries_OfTheRunbook_AreUnderstood()
    {
        PrometheusServer.Tool.Require();
        Assert.NotEmpty(Runbook.Queries);

        await Assert.AllAsync(Runbook.Queries, async query => await platform.Prometheus.QueryAsync(query.Query));
    }

    [Fact]
    public async Task Alerts_WhenAJobFailsForGood_TheOnlyOneIsThatOfDeadLetters()
    {
        PrometheusServer.Tool.Require();
        const string Firing = """ALERTS{alertstate="firing"}""";
        await platform.Prometheus.SeeAsync("""queue:functionsscheduler_queue_dead:max{queue="http"} == 0""");
        Assert.Empty(await platform.Prometheus.QueryAsync(Firing));

        await platform.Api.RunAsync("""{"type": "http", "payload": {"url": "http://127.0.0.1:1/"}, "retry": {"maxAttempts": 1}}""");

        var alert = Assert.Single(await platform.Prometheus.SeeAsync(Firing));
        Assert.Equal(("FunctionsSchedulerDeadLetters", "http"), (alert.Labels["alertname"], alert.Labels["queue"]));
    }

    [Fact]
    public async Task PausedQueue_IsSeen()
    {
        PrometheusServer.Tool.Require();
        using var paused = await platform.Api.PostAsync("/api/queues/image/pause", "");

        await platform.Prometheus.SeeAsync("""queue:functionsscheduler_queue_paused:max{queue="image"} == 1""");

        Assert.Empty(await platform.Prometheus.QueryAsync("""queue:functionsscheduler_queue_paused:max{queue!="image"} == 1"""));
    }
}
