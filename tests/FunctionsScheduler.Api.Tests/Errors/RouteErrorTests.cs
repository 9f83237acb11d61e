using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Errors;

public abstract class RouteErrorTests(ApiFixture platform) : ApiTests(platform)
{
    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api")]
    [InlineData("/api/job")]
    [InlineData("/api/jobs/a/b/c")]
    [InlineData("/openapi/v2.json")]
    public async Task Request_UnknownRoute_Is404(string path)
    {
        using var response = await Api.GetAsync(path);

        await ProblemAssert.HasStatusAsync(404, response);
    }

    [Theory]
    [InlineData("GET", "/submit_job", "POST")]
    [InlineData("PUT", "/api/jobs", "POST")]
    [InlineData("DELETE", "/api/queues", "GET")]
    [InlineData("POST", "/get_job_status/data.01M84GB1E11HMBPQR11TV6WW2C", "GET")]
    [InlineData("POST", "/health/live", "GET")]
    public async Task Request_WrongMethod_Is405AndSaysWhichIsRight(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await Api.Http.SendAsync(request, Cancellation);

        await ProblemAssert.HasStatusAsync(405, response);
        Assert.Equal([allowed], response.Content.Headers.Allow);
    }
}
