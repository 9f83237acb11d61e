using System.Diagnostics;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Monitoring.Tests.Live;

/// <summary>A real Prometheus.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private PrometheusServer(Process process, Uri address) => (_process, _http) = (process, new HttpClient { BaseAddress = address });

    public static DebianTool Tool { get; } = new("prometheus", "prometheus");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it with <c>prometheus.yaml</c> of a directory, where it keeps its data, too.</summary>
    public static async Task<PrometheusServer> StartAsync(TestDirectory directory)
    {
        var address = $"127.0.0.1:{LoopbackPort.Free()}";
        var info = new ProcessStartInfo(Tool.Name) { WorkingDirectory = directory.FullName, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["--config.file=prometheus.yaml", "--storage.tsdb.path=prometheus", $"--web.listen-address={address}", "--log.level=warn"])
            info.ArgumentList.Add(argument);
        var process = Process.Start(info)!;
        var log = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var server = new PrometheusServer(process, new Uri($"http://{address}"));
        await Eventually.HoldsAsync(async () => process.HasExited || await server.IsReadyAsync(), "Prometheus is ready");
        Assert.False(process.HasExited, process.HasExited ? await log : "");
        return server;
    }

    /// <summary>Asks for the present value; a query that Prometheus does not understand fails the test.</summary>
    public async Task<IReadOnlyList<Sample>> QueryAsync(string query)
    {
        var data = await GetAsync($"query?query={Uri.EscapeDataString(query)}");
        return [.. data.GetProperty("result").EnumerateArray().Select(Sample.From)];
    }

    /// <summary>Asks until there is something.</summary>
    public Task<IReadOnlyList<Sample>> SeeAsync(string query) => Eventually.SeeAsync(() => QueryAsync(query), static samples => samples.Count > 0, $"a value of {query}");

    /// <summary>The labels of every metric that was scraped or recorded.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> LabelsAsync()
    {
        var series = await GetAsync($"series?match[]={Uri.EscapeDataString("{__name__=~\".+\"}")}");
        return series.EnumerateArray().GroupBy(static labels => labels.GetProperty("__name__").GetString()!, StringComparer.Ordinal).ToDictionary(
            static metric => metric.Key,
            static metric => (IReadOnlySet<string>)metric.SelectMany(static labels => labels.EnumerateObject()).Select(static label => label.Name).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>All rules as Prometheus has them, with their health.</summary>
    public async Task<IReadOnlyList<JsonElement>> RulesAsync()
    {
        var rules = await GetAsync("rules");
        return [.. rules.GetProperty("groups").EnumerateArray().SelectMany(static group => group.GetProperty("rules").EnumerateArray())];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _http.GetAsync("/-/ready", Cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync($"/api/v1/{path}", Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("data");
    }
}
