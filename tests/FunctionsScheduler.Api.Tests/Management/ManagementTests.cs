using System.Net;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Management;

public abstract class ManagementTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task Metrics_OnTheManagementPort_TellOfJobs()
    {
        using var management = new ApiClient(Platform.Host.Management);
        await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}""");

        var metrics = await Eventually.SeeAsync(
            () => management.Http.GetStringAsync("/metrics", Cancellation),
            static text => text.Contains("functionsscheduler_job_run_seconds_bucket{", StringComparison.Ordinal)
                && text.Contains("functionsscheduler_queue_waiting{", StringComparison.Ordinal),
            "metrics of jobs and queues");

        foreach (var metric in new[] { "jobs_submitted_total", "attempts_finished_total", "job_wait_seconds_bucket", "sweeps_total", "queue_tickets", "queue_running", "queue_oldest_age_seconds" })
            Assert.Contains($"functionsscheduler_{metric}{{", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", metrics, StringComparison.Ordinal);
        Assert.Contains("queue=\"data\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OnTheApi_Are404()
    {
        using var response = await Api.GetAsync("/metrics");

        await ProblemAssert.HasStatusAsync(404, response);
    }

    [Theory]
    [InlineData("/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C")]
    [InlineData("/api/queues")]
    [InlineData("/docs")]
    public async Task Api_OnTheManagementPort_Is404(string path)
    {
        using var management = new ApiClient(Platform.Host.Management);

        using var response = await management.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Health_OnBothPorts_IsHealthy()
    {
        using var management = new ApiClient(Platform.Host.Management);
        foreach (var client in new[] { Api, management })
        {
            Assert.Equal("""{"status":"healthy","checks":{"work":"healthy"}}""", JsonSerializer.Serialize(await client.GetJsonAsync("/health/live")));
            Assert.Equal("""{"status":"healthy","checks":{"store":"healthy"}}""", JsonSerializer.Serialize(await client.GetJsonAsync("/health/ready")));
        }
    }
}
