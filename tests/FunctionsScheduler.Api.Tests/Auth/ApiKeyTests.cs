using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Auth;

/// <summary>A host that asks for keys.</summary>
public abstract class ApiKeyTests(ApiFixture platform) : ApiTests(platform)
{
    private const string Key = "a key of the test";
    private const string OtherKey = "another key of the test";

    public static TheoryData<string, string> GuardedRoutes => new()
    {
        { "POST", "/api/jobs" },
        { "GET", "/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C" },
        { "GET", "/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C/logs" },
        { "GET", "/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C/artifacts/a" },
        { "POST", "/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C/cancel" },
        { "POST", "/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C/retry" },
        { "DELETE", "/api/jobs/data.01M84GB1E11HMBPQR11TV6WW2C" },
        { "GET", "/api/queues" },
        { "GET", "/api/queues/data" },
        { "POST", "/api/queues/data/pause" },
        { "POST", "/api/queues/data/resume" },
        { "POST", "/api/queues/data/replay" },
        { "POST", "/api/queues/data/purge" },
        { "POST", "/submit_job" },
        { "GET", "/get_job_status/data.01M84GB1E11HMBPQR11TV6WW2C" },
    };

    [Theory]
    [MemberData(nameof(GuardedRoutes))]
    public async Task Request_NoKey_Is401(string method, string path)
    {
        using var response = await SendAsync(method, path, null);

        var problem = await ProblemAssert.HasStatusAsync(401, response);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Contains("X-Api-Key", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Api-Key", "wrong")]
    [InlineData("X-Api-Key", Key + "x")]
    [InlineData("X-Api-Key", "")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Basic YTpi")]
    [InlineData("Authorization", Key)]
    public async Task Request_WrongKey_Is401(string header, string value)
    {
        using var response = await SendAsync("GET", "/api/queues", headers => headers.TryAddWithoutValidation(header, value));

        await ProblemAssert.HasStatusAsync(401, response);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Request_HashOfTheKeyInPlaceOfTheKey_Is401()
    {
        using var response = await SendAsync("GET", "/api/queues", static headers => headers.Add("X-Api-Key", Hash(Key)));

        await ProblemAssert.HasStatusAsync(401, response);
    }

    [Theory]
    [InlineData("X-Api-Key", Key)]
    [InlineData("X-Api-Key", OtherKey)]
    [InlineData("Authorization", "Bearer " + Key)]
    [InlineData("Authorization", "bearer " + OtherKey)]
    public async Task Request_RightKey_IsLetIn(string header, string value)
    {
        using var response = await SendAsync("GET", "/api/queues", headers => headers.TryAddWithoutValidation(header, value));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(GuardedRoutes))]
    public async Task Request_RightKey_GetsAsFarAsTheRoute(string method, string path)
    {
        using var response = await SendAsync(method, path, static headers => headers.Add("X-Api-Key", Key));

        Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/")]
    public async Task Request_OpenRouteWithoutKey_IsLetIn(string path)
    {
        using var response = await SendAsync("GET", path, null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Request_UnknownRouteWithoutKey_TellsNothing()
    {
        using var response = await SendAsync("GET", "/nowhere", null);

        await ProblemAssert.HasStatusAsync(401, response);
    }

    [Fact]
    public async Task OpenApi_SaysThatAKeyIsNeeded()
    {
        using var response = await SendAsync("GET", "/openapi/v1.json", null);

        var document = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey");
        Assert.Equal(("apiKey", "X-Api-Key", "header"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("name").GetString(), scheme.GetProperty("in").GetString()));
        Assert.Equal("""[{"ApiKey":[]}]""", System.Text.Json.JsonSerializer.Serialize(document.GetProperty("security")));
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private async Task<HttpResponseMessage> SendAsync(string method, string path, Action<HttpRequestHeaders>? header)
    {
        var host = await Platform.OtherAsync(("Auth:Required", "true"), ("Auth:ApiKeys:0", Hash(Key)), ("Auth:ApiKeys:1", Hash(OtherKey).ToUpperInvariant()));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = ApiClient.Json("{}");
        header?.Invoke(request.Headers);
        return await host.Client.Http.SendAsync(request, Cancellation);
    }
}
