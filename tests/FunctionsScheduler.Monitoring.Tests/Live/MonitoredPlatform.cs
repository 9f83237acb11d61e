using System.Text.Json.Nodes;
using FunctionsScheduler.Monitoring.Tests.Rules;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Monitoring.Tests.Live;

/// <summary>Standalone, which has done some work, and a Prometheus that scrapes it as that of the compose file does, only more often.</summary>
public sealed class MonitoredPlatform : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private StandaloneProcess? _platform;
    private PrometheusServer? _prometheus;

    public ApiClient Api => _platform!.Client;

    internal PrometheusServer Prometheus => _prometheus!;

    public async ValueTask InitializeAsync()
    {
        if (!PrometheusServer.Tool.IsInstalled)
            return;
        _platform = await StandaloneProcess.StartAsync(_directory);
        RuleFile.WriteImpatient(_directory["rules.yaml"]);
        await File.WriteAllTextAsync(_directory["prometheus.yaml"], Configuration(_platform.Management.Authority), TestContext.Current.CancellationToken);
        _prometheus = await PrometheusServer.StartAsync(_directory);
        // Counters must have been seen at 0, or nobody would see them rise.
        await _prometheus.SeeAsync("functionsscheduler_attempts_finished_total and on () (count(up == 1) == 2)");
        await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}""");
        using var unknown = await Api.GetAsync("/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C");
        await _prometheus.SeeAsync("""functionsscheduler_job_run_seconds_count and on () http_server_request_duration_seconds_count{http_response_status_code="404"}""");
    }

    public async ValueTask DisposeAsync()
    {
        if (_prometheus is not null)
            await _prometheus.DisposeAsync();
        if (_platform is not null)
            await _platform.DisposeAsync();
        _directory.Dispose();
    }

    private static string Configuration(string target)
    {
        var configuration = YamlFile.Read("docs/compose/prometheus.yaml");
        configuration["global"] = new JsonObject { ["scrape_interval"] = "1s" };
        configuration["rule_files"] = new JsonArray("rules.yaml");
        foreach (var job in configuration["scrape_configs"]!.AsArray())
        {
            job!.AsObject().Remove("dns_sd_configs");
            job["static_configs"] = new JsonArray(new JsonObject { ["targets"] = new JsonArray(target) });
        }
        return configuration.ToJsonString();
    }
}
