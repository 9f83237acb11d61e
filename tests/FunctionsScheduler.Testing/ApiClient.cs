using System.Net;
using System.Text;
using System.Text.Json;

namespace FunctionsScheduler.Testing;

/// <summary>A client of the platform, in the steps that tests take.</summary>
public sealed class ApiClient : IDisposable
{
    public ApiClient(Uri address)
    {
        // Telemetry of a host in this process would put its own traceparent in place of a test's.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null };
        Http = new HttpClient(handler) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>The body of a POST, announced as JSON whatever it is.</summary>
    public static HttpContent Json(string text) => new StringContent(text, Encoding.UTF8, "application/json");

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Http.PostAsync(path, Json(json), TestContext.Current.CancellationToken);

    /// <summary>Gets JSON that must be there.</summary>
    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await GetAsync(path);
        return await ReadJsonAsync(response, HttpStatusCode.OK);
    }

    /// <summary>Submits a job that must be taken.</summary>
    public async Task<JsonElement> SubmitAsync(string job)
    {
        using var response = await PostAsync("/api/jobs", job);
        return await ReadJsonAsync(response, HttpStatusCode.Accepted);
    }

    /// <summary>Waits until a job has ended, in success or not.</summary>
    public async Task<JsonElement> FinishAsync(string id)
    {
        var job = await GetJsonAsync($"/api/jobs/{id}?wait=30");
        Assert.True(job.GetProperty("state").GetString() is "succeeded" or "failed", $"The job should have ended: {job}");
        return job;
    }

    /// <summary>Submits a job and waits until it has ended.</summary>
    public async Task<JsonElement> RunAsync(string job) => await FinishAsync((await SubmitAsync(job)).GetProperty("id").GetString()!);

    public void Dispose() => Http.Dispose();

    private static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{expected} was expected, not {response.StatusCode}: {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(body).RootElement;
    }
}
