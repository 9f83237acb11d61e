using System.Net;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Jobs;

/// <summary>A client that did not get its answer repeats its request, and has one job all the same.</summary>
public abstract class IdempotencyTests(ApiFixture platform) : ApiTests(platform)
{
    private const string Job = """{"type": "data", "payload": {"data": "x"}, "delaySeconds": 3600}""";

    private readonly string _key = Guid.NewGuid().ToString();

    [Fact]
    public async Task Submit_SameKeyAgain_GivesTheSameAnswer()
    {
        var (first, location) = await AcceptedAsync("/api/jobs", Job, _key);
        var (second, sameLocation) = await AcceptedAsync("/api/jobs", Job, _key);

        Assert.Equal((first, location), (second, sameLocation));
    }

    [Fact]
    public async Task Submit_SameKeyAfterTheJobHasEndedAndIsForgotten_RunsNothingAndGivesTheSameAnswer()
    {
        const string Now = """{"type": "data", "payload": {"data": "x"}}""";
        var (first, location) = await AcceptedAsync("/api/jobs", Now, _key);
        await Api.FinishAsync(JsonDocument.Parse(first).RootElement.GetProperty("id").GetString()!);
        using (var deleted = await Api.Http.DeleteAsync(location, Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        var (second, _) = await AcceptedAsync("/api/jobs", Now, _key);

        Assert.Equal(first, second);
        using var gone = await Api.GetAsync(location);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Submit_SameKeyFromManyAtOnce_IsOneJob()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AcceptedAsync("/api/jobs", Job, _key)));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Submit_SameKeyForSomethingElse_Is409()
    {
        await AcceptedAsync("/api/jobs", Job, _key);

        using var response = await PostAsync("/api/jobs", """{"type": "data", "payload": {"data": "y"}, "delaySeconds": 3600}""", _key);

        var problem = await ProblemAssert.HasStatusAsync(409, response);
        Assert.Equal($"The idempotency key '{_key}' was used for another submission; a new submission needs a new key.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Submit_OtherKey_IsAnotherJob()
    {
        var (first, _) = await AcceptedAsync("/api/jobs", Job, _key);
        var (second, _) = await AcceptedAsync("/api/jobs", Job, _key + "2");

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task SubmitTask_SameKeyAgain_GivesTheSameId()
    {
        const string Task = """{"job_type": "data", "payload": {"data": "x"}}""";
        using var first = await PostAsync("/submit_job", Task, _key);
        using var second = await PostAsync("/submit_job", Task, _key);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancellation), await second.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Submit_TheSameTwiceWithoutKey_IsTwoJobs()
    {
        var first = await Api.SubmitAsync(Job);
        var second = await Api.SubmitAsync(Job);

        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData('!')]
    [InlineData('~')]
    public async Task Submit_KeyAtItsBounds_IsTaken(char filler)
    {
        var key = _key.PadRight(255, filler);

        var (first, _) = await AcceptedAsync("/api/jobs", Job, key);
        var (second, _) = await AcceptedAsync("/api/jobs", Job, key);

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("256")]
    public async Task Submit_WrongKey_Is400(string key)
    {
        using var response = await PostAsync("/api/jobs", Job, key == "256" ? new string('k', 256) : key);

        var problem = await ProblemAssert.HasStatusAsync(400, response);
        Assert.Equal("must be 1 to 255 visible ASCII characters", problem.GetProperty("errors").GetProperty("Idempotency-Key")[0].GetString());
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string json, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = ApiClient.Json(json) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Api.Http.SendAsync(request, Cancellation);
    }

    private async Task<(string Body, string Location)> AcceptedAsync(string path, string json, string key)
    {
        using var response = await PostAsync(path, json, key);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, body);
        return (body, response.Headers.Location!.OriginalString);
    }
}
