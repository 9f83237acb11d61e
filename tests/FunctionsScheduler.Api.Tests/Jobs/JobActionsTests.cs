using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Jobs;

public abstract class JobActionsTests(ApiFixture platform) : ApiTests(platform)
{
    private const string Delayed = """{"type": "data", "payload": {"data": "x"}, "delaySeconds": 3600}""";
    private const string Failing = """{"type": "http", "payload": {"url": "http://127.0.0.1:1/"}, "retry": {"maxAttempts": 1}}""";

    [Fact]
    public async Task Cancel_WaitingJob_IsCancelledAndCanBeRunAllTheSame()
    {
        var id = Id(await Api.SubmitAsync(Delayed));

        using var cancelled = await Api.PostAsync($"/api/jobs/{id}/cancel", "");
        Assert.Equal((200, "cancelled"), ((int)cancelled.StatusCode, await StateAsync(id)));
        Assert.Equal("REVOKED", (await Api.GetJsonAsync($"/get_job_status/{id}")).GetProperty("status").GetString());
        using var retried = await Api.PostAsync($"/api/jobs/{id}/retry", "");

        Assert.Equal(200, (int)retried.StatusCode);
        Assert.Equal("succeeded", State(await Api.FinishAsync(id)));
    }

    [Fact]
    public async Task Cancel_RunningJob_IsStopped()
    {
        await using var gate = await GatedServer.StartAsync();
        var id = Id(await Api.SubmitAsync(gate.Job()));
        await gate.ArrivedAsync(1);

        using var response = await Api.PostAsync($"/api/jobs/{id}/cancel", "");

        Assert.Equal(202, (int)response.StatusCode);
        await Eventually.HoldsAsync(async () => await StateAsync(id) == "cancelled", "the job is cancelled");
    }

    [Fact]
    public async Task Retry_DeadLetter_RunsAgain()
    {
        var id = Id(await Api.RunAsync(Failing));
        Assert.Equal("failed", await StateAsync(id));

        using var response = await Api.PostAsync($"/api/jobs/{id}/retry", "");

        Assert.Equal(200, (int)response.StatusCode);
        var job = await Api.FinishAsync(id);
        Assert.Equal(("failed", 1), (State(job), job.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task Delete_JobThatDoesNotRun_IsGone()
    {
        var id = Id(await Api.SubmitAsync(Delayed));

        using var deleted = await Api.Http.DeleteAsync($"/api/jobs/{id}", Cancellation);
        using var gone = await Api.GetAsync($"/api/jobs/{id}");

        Assert.Equal(204, (int)deleted.StatusCode);
        await ProblemAssert.HasStatusAsync(404, gone);
    }

    [Fact]
    public async Task Act_OnAJobInTheWrongState_Is409AndSaysWhy()
    {
        await using var gate = await GatedServer.StartAsync();
        var running = Id(await Api.SubmitAsync(gate.Job()));
        await gate.ArrivedAsync(1);
        var succeeded = Id(await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}"""));

        using var cancel = await Api.PostAsync($"/api/jobs/{succeeded}/cancel", "");
        using var retry = await Api.PostAsync($"/api/jobs/{running}/retry", "");
        using var delete = await Api.Http.DeleteAsync($"/api/jobs/{running}", Cancellation);

        Assert.Contains("has succeeded already", await DetailAsync(cancel), StringComparison.Ordinal);
        Assert.Contains("is running; only", await DetailAsync(retry), StringComparison.Ordinal);
        Assert.Contains("cancel it first", await DetailAsync(delete), StringComparison.Ordinal);
        gate.Open();
        await Api.FinishAsync(running);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("data.01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    public async Task Act_OnAnUnknownJob_Is404(string id)
    {
        using var cancel = await Api.PostAsync($"/api/jobs/{id}/cancel", "");
        using var retry = await Api.PostAsync($"/api/jobs/{id}/retry", "");
        using var delete = await Api.Http.DeleteAsync($"/api/jobs/{id}", Cancellation);

        await ProblemAssert.HasStatusAsync(404, cancel);
        await ProblemAssert.HasStatusAsync(404, retry);
        await ProblemAssert.HasStatusAsync(404, delete);
    }

    private static string Id(JsonElement job) => job.GetProperty("id").GetString()!;

    private static string State(JsonElement job) => job.GetProperty("state").GetString()!;

    private static async Task<string> DetailAsync(HttpResponseMessage response) =>
        (await ProblemAssert.HasStatusAsync(409, response)).GetProperty("detail").GetString()!;

    private async Task<string> StateAsync(string id) => State(await Api.GetJsonAsync($"/api/jobs/{id}"));
}
