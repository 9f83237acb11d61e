using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Queues;

public abstract class QueuesApiTests(ApiFixture platform) : ApiTests(platform)
{
    private static readonly string[] Members =
        ["name", "paused", "ready", "waiting", "delayed", "running", "succeeded", "dead", "cancelled", "oldestAgeSeconds"];

    [Fact]
    public async Task List_ShowsEveryQueueInItsOrder()
    {
        var queues = await Api.GetJsonAsync("/api/queues");

        Assert.Equal("data image http", string.Join(' ', queues.EnumerateArray().Select(static queue => queue.GetProperty("name"))));
        Assert.All(queues.EnumerateArray(), static queue => JsonAssert.HasMembers(Members, queue));
    }

    [Fact]
    public async Task Get_JobsInEveryState_CountsThem()
    {
        // One slot: what is behind the job that holds it must wait.
        var host = await Platform.OtherAsync(("Jobs:MaxConcurrentJobs", "1"));
        await using var gate = await GatedServer.StartAsync();
        await host.Client.RunAsync("""{"type": "http", "payload": {"url": "http://127.0.0.1:1/"}, "retry": {"maxAttempts": 1}}""");
        await host.Client.RunAsync("""{"type": "data", "payload": {"data": "x"}, "queue": "http"}""");
        await host.Client.SubmitAsync(gate.Job());
        await gate.ArrivedAsync(1);
        foreach (var fields in new[] { "", "", ", \"priority\": 9", ", \"delaySeconds\": 3600", ", \"delaySeconds\": 3600" })
            await host.Client.SubmitAsync(gate.Job(fields));

        var queue = await Eventually.SeeAsync(
            () => host.Client.GetJsonAsync("/api/queues/http"), static queue => queue.GetProperty("oldestAgeSeconds").GetDouble() > 0, "jobs that have waited a while");

        Assert.Equal((3, 3), (Count(queue, "ready"), Count(queue, "waiting")));
        Assert.Equal((2, 1, 1, 1, 0), (Count(queue, "delayed"), Count(queue, "running"), Count(queue, "succeeded"), Count(queue, "dead"), Count(queue, "cancelled")));
        Assert.False(queue.GetProperty("paused").GetBoolean());
        gate.Open();
        await Eventually.SeeAsync(
            () => host.Client.GetJsonAsync("/api/queues/http"),
            static queue => (Count(queue, "ready"), Count(queue, "waiting"), Count(queue, "running"), Count(queue, "succeeded")) == (0, 0, 0, 5),
            "a queue that has been worked off");
        var others = (await host.Client.GetJsonAsync("/api/queues")).EnumerateArray().Where(static queue => queue.GetProperty("name").GetString() != "http");
        Assert.All(others, static queue => Assert.All(Members[2..], member => Assert.Equal(0, queue.GetProperty(member).GetDouble())));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("Data")]
    [InlineData("data%20")]
    public async Task Get_UnknownQueue_Is404AndSaysWhichThereAre(string name)
    {
        using var response = await Api.GetAsync($"/api/queues/{name}");

        var problem = await ProblemAssert.HasStatusAsync(404, response);
        Assert.EndsWith("the queues are: data, image, http.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static int Count(JsonElement queue, string name) => queue.GetProperty(name).GetInt32();
}
