using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Management;

/// <summary>What the alerts on the API's availability go by: the API's own routes, in every host, so that probes and scrapes can be left out.</summary>
public abstract class RequestMetricsTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task Requests_OfClientsProbesAndScrapes_AreToldApartByTheirRoute()
    {
        using var management = new ApiClient(Platform.Host.Management);
        await Api.GetJsonAsync("/api/queues");
        await management.GetJsonAsync("/health/live");

        var requests = await Eventually.SeeAsync(
            async () => (await management.Http.GetStringAsync("/metrics", Cancellation)).Split('\n')
                .Where(static line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)).ToList(),
            static lines => lines.Exists(static line => Has(line, "http_route=\"/api/queues/\"", "http_response_status_code=\"200\""))
                && lines.Exists(static line => Has(line, "http_route=\"/health/live\"", "http_response_status_code=\"200\""))
                && lines.Exists(static line => !Has(line, "http_route") && Has(line, "http_response_status_code=\"200\"")),
            "requests of a client, a probe and a scrape");

        // A function that takes every route would hide them all.
        Assert.DoesNotContain(requests, static line => Has(line, "path}"));
    }

    private static bool Has(string line, params string[] parts) => Array.TrueForAll(parts, part => line.Contains(part, StringComparison.Ordinal));
}
