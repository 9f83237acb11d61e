using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Jobs;

public abstract class FollowJobTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task Follow_Job_TellsOfEachChangeAsItComesAndEndsWithTheJob()
    {
        await using var gate = await GatedServer.StartAsync();
        var id = (await Api.SubmitAsync(gate.Job())).GetProperty("id").GetString()!;
        await gate.ArrivedAsync(1);
        using var response = await OpenAsync(id);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);
        await using var events = Read(stream);

        // The first comes while the job still runs: nothing between holds the answer back.
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(("job", "running"), (events.Current.EventType, State(events.Current)));
        gate.Open();
        var states = new List<string>();
        while (await events.MoveNextAsync())
            states.Add(State(events.Current));

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("succeeded", states[^1]);
        Assert.Single(states, "succeeded");
    }

    [Fact]
    public async Task Follow_JobThatHasEnded_TellsOfItOnce_AndSendsThoseAwayWhoHaveSeenIt()
    {
        var id = (await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}""")).GetProperty("id").GetString()!;
        using var response = await OpenAsync(id);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);
        await using var events = Read(stream);

        Assert.True(await events.MoveNextAsync());
        var end = events.Current;
        var job = JsonDocument.Parse(end.Data).RootElement;
        Assert.Equal(JsonSerializer.Serialize(await Api.GetJsonAsync($"/api/jobs/{id}")), JsonSerializer.Serialize(job));
        Assert.False(await events.MoveNextAsync());

        using var again = await OpenAsync(id, end.EventId);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Theory]
    [InlineData("data.01M84GB1E11HMBPQR11TV6WW2C")]
    [InlineData("nonsense")]
    public async Task Follow_UnknownJob_Is404(string id)
    {
        using var response = await Api.GetAsync($"/api/jobs/{id}/events");

        await ProblemAssert.HasStatusAsync(404, response);
    }

    private static IAsyncEnumerator<SseItem<string>> Read(Stream stream) => SseParser.Create(stream).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);

    private static string State(SseItem<string> item) => JsonDocument.Parse(item.Data).RootElement.GetProperty("state").GetString()!;

    private async Task<HttpResponseMessage> OpenAsync(string id, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/jobs/{id}/events");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return await Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
