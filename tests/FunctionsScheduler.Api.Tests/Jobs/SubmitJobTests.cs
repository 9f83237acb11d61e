using System.Globalization;
using System.Net;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Jobs;

public abstract class SubmitJobTests(ApiFixture platform) : ApiTests(platform)
{
    /// <summary>The members of a job, in their order, as the design gives them to those who program against it; then what came later.</summary>
    internal static readonly string[] Members =
    [
        "id", "type", "queue", "state", "priority", "attempt", "maxAttempts", "payload", "result", "error", "progress", "tags",
        "createdAt", "runAt", "startedAt", "finishedAt", "worker", "timeoutSeconds",
    ];

    [Fact]
    public async Task Submit_EveryField_Answers202WithTheJobAndItsAddress()
    {
        using var response = await Api.PostAsync(
            "/api/jobs",
            """
            {"type": "data", "payload": {"data": "Grüße \u4f60", "operation": "upper"}, "queue": "http", "priority": 5, "delaySeconds": 3600.5, "timeoutSeconds": 60,
             "tags": ["a", "b c"], "retry": {"maxAttempts": 7, "strategy": "exponential", "delaySeconds": 10, "maxDelaySeconds": 300, "jitter": true}}
            """);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var job = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        JsonAssert.HasMembers(Members, job);
        var id = job.GetProperty("id").GetString()!;
        Assert.Matches("^http\\.[0-9A-HJKMNP-TV-Z]{26}$", id);
        Assert.Equal($"/api/jobs/{id}", response.Headers.Location?.OriginalString);
        Assert.Equal("""{"data": "Grüße \u4f60", "operation": "upper"}""", job.GetProperty("payload").GetRawText());
        Assert.Equal("""["a","b c"]""", job.GetProperty("tags").GetRawText());
        Assert.Equal(("data", "http", "scheduled"), (Text(job, "type"), Text(job, "queue"), Text(job, "state")));
        Assert.Equal((5, 0, 7, 0, 60), (Number(job, "priority"), Number(job, "attempt"), Number(job, "maxAttempts"), Number(job, "progress"), Number(job, "timeoutSeconds")));
        foreach (var none in new[] { "result", "error", "startedAt", "finishedAt", "worker" })
            Assert.Equal(JsonValueKind.Null, job.GetProperty(none).ValueKind);
        Assert.Equal(TimeSpan.FromSeconds(3600.5), Time(job, "runAt") - Time(job, "createdAt"));
        Assert.Equal(job.GetRawText(), (await Api.GetJsonAsync($"/api/jobs/{id}")).GetRawText());
    }

    [Fact]
    public async Task Submit_TypeAndPayloadOnly_TakesTheDefaults()
    {
        var job = await Api.SubmitAsync("""{"type": "data", "payload": {"data": "x"}}""");

        Assert.Equal(("data", "queued"), (Text(job, "queue"), Text(job, "state")));
        Assert.Equal((0, 0, 4), (Number(job, "priority"), Number(job, "attempt"), Number(job, "maxAttempts")));
        Assert.Equal("[]", job.GetProperty("tags").GetRawText());
        Assert.Equal(JsonValueKind.Null, job.GetProperty("timeoutSeconds").ValueKind);
        Assert.Equal(Time(job, "createdAt"), Time(job, "runAt"));
    }

    [Fact]
    public async Task Submit_ThatRuns_ShowsTheWholeStory()
    {
        var job = await Api.RunAsync("""{"type": "data", "payload": {"data": "sample input"}, "tags": ["story"]}""");

        JsonAssert.HasMembers(Members, job);
        Assert.Equal(("succeeded", "Processed data: SAMPLE INPUT"), (Text(job, "state"), Text(job, "result")));
        Assert.Equal((1, 100), (Number(job, "attempt"), Number(job, "progress")));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("error").ValueKind);
        Assert.NotEmpty(Text(job, "worker"));
        Assert.True(Time(job, "createdAt") <= Time(job, "startedAt"));
        Assert.True(Time(job, "startedAt") <= Time(job, "finishedAt"));
    }

    [Fact]
    public async Task Submit_QueueOfAnotherType_RunsThere()
    {
        var job = await Api.RunAsync("""{"type": "data", "payload": {"data": "abc", "operation": "reverse"}, "queue": "image"}""");

        Assert.StartsWith("image.", Text(job, "id"), StringComparison.Ordinal);
        Assert.Equal("cba", Text(job, "result"));
    }

    [Fact]
    public async Task Submit_ShortDelay_RunsNoSoonerThanDue()
    {
        var job = await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}, "delaySeconds": 0.3}""");

        Assert.Equal("succeeded", Text(job, "state"));
        Assert.True(Time(job, "startedAt") - Time(job, "createdAt") >= TimeSpan.FromSeconds(0.3));
    }

    [Theory]
    [InlineData("T12:00:00Z", "T12:00:00.000Z")]
    [InlineData("T12:00:00.5+02:00", "T10:00:00.500Z")]
    [InlineData("T12:00:00", "T12:00:00.000Z")]
    public async Task Submit_RunAt_IsThatMomentInUtc(string time, string expected)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(100).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var job = await Api.SubmitAsync($$$"""{"type": "data", "payload": {"data": "x"}, "runAt": "{{{day + time}}}"}""");

        Assert.Equal(("scheduled", day + expected), (Text(job, "state"), Text(job, "runAt")));
    }

    [Fact]
    public async Task Submit_RunAtInThePast_RunsNow()
    {
        var job = await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}, "runAt": "2001-01-01T00:00:00Z"}""");

        Assert.Equal("succeeded", Text(job, "state"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/cloudevents+json")]
    public async Task Submit_AnyKindOfJson_IsTaken(string contentType)
    {
        using var body = new StringContent("""{"type": "data", "payload": {"data": "x"}}""");
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await Api.Http.PostAsync("/api/jobs", body, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Submit_BodyInPieces_IsTaken()
    {
        using var body = new PiecewiseContent("""{"type": "data", "payload": """, """{"data": "in pieces"}""", "}");

        using var response = await Api.Http.PostAsync("/api/jobs", body, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Submit_ManyAtOnce_AllSucceed()
    {
        var jobs = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            i => Api.RunAsync($$$"""{"type": "data", "payload": {"data": "{{{i}}}"}}""")));

        Assert.Equal(200, jobs.Select(static job => Text(job, "id")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enumerable.Range(0, 200).Select(static i => $"Processed data: {i}"), jobs.Select(static job => Text(job, "result")), StringComparer.Ordinal);
    }

    private static string Text(JsonElement job, string name) => job.GetProperty(name).GetString()!;

    private static double Number(JsonElement job, string name) => job.GetProperty(name).GetDouble();

    private static DateTimeOffset Time(JsonElement job, string name)
    {
        var text = Text(job, name);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", text);
        return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }
}
