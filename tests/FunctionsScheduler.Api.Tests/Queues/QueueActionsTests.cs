using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Queues;

public abstract class QueueActionsTests(ApiFixture platform) : ApiTests(platform)
{
    private const string Job = """{"type": "data", "payload": {"data": "x"}}""";

    [Fact]
    public async Task Pause_HoldsJobsBackUntilResume()
    {
        var host = await Platform.OtherAsync(("Jobs:MaxConcurrentJobs", "2"));
        Assert.True((await PostAsync(host.Client, "/api/queues/data/pause")).GetProperty("paused").GetBoolean());
        var id = (await host.Client.SubmitAsync(Job)).GetProperty("id").GetString()!;
        Assert.Equal("queued", (await host.Client.GetJsonAsync($"/api/jobs/{id}?wait=0.3")).GetProperty("state").GetString());

        var resumed = await PostAsync(host.Client, "/api/queues/data/resume");

        Assert.False(resumed.GetProperty("paused").GetBoolean());
        Assert.Equal("succeeded", (await host.Client.FinishAsync(id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task ReplayAndPurge_SayHowMany()
    {
        var host = await Platform.OtherAsync(("Jobs:MaxConcurrentJobs", "3"));
        for (var i = 0; i < 3; i++)
            await host.Client.RunAsync("""{"type": "http", "payload": {"url": "http://127.0.0.1:1/"}, "retry": {"maxAttempts": 1}}""");

        Assert.Equal(3, (await PostAsync(host.Client, "/api/queues/http/replay")).GetProperty("count").GetInt32());
        await Eventually.HoldsAsync(
            async () => (await host.Client.GetJsonAsync("/api/queues/http")).GetProperty("dead").GetInt32() == 3, "all have failed again");
        Assert.Equal(3, (await PostAsync(host.Client, "/api/queues/http/purge?state=failed")).GetProperty("count").GetInt32());
        Assert.Equal(0, (await PostAsync(host.Client, "/api/queues/http/purge")).GetProperty("count").GetInt32());

        Assert.Equal(0, (await host.Client.GetJsonAsync("/api/queues/http")).GetProperty("dead").GetInt32());
    }

    [Fact]
    public async Task Purge_StateThatCannotBe_Is400AndSaysWhichCan()
    {
        using var response = await Api.PostAsync("/api/queues/data/purge?state=running", "");

        var errors = await ProblemAssert.NamesFieldsAsync(response, "state");
        Assert.Contains("queued, scheduled, retrying, succeeded, failed, cancelled", errors["state"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("replay")]
    [InlineData("purge")]
    public async Task Act_OnAnUnknownQueue_Is404(string action)
    {
        using var response = await Api.PostAsync($"/api/queues/nowhere/{action}", "");

        await ProblemAssert.HasStatusAsync(404, response);
    }

    private static async Task<JsonElement> PostAsync(ApiClient client, string path)
    {
        using var response = await client.PostAsync(path, "");
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }
}
