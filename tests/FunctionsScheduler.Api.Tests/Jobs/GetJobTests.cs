using System.Diagnostics;
using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Jobs;

public abstract class GetJobTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task Get_WaitAndTheJobEnds_AnswersAtOnce()
    {
        await using var gate = await GatedServer.StartAsync();
        var id = (await Api.SubmitAsync(gate.Job())).GetProperty("id").GetString();
        await gate.ArrivedAsync(1);
        var start = Stopwatch.GetTimestamp();
        var waiting = Api.GetJsonAsync($"/api/jobs/{id}?wait=60");
        var other = Api.GetJsonAsync($"/api/jobs/{id}?wait=60");

        gate.Open();

        Assert.Equal("succeeded", (await waiting).GetProperty("state").GetString());
        Assert.Equal("succeeded", (await other).GetProperty("state").GetString());
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Get_WaitAndTheTimeIsUp_AnswersWithTheJobAsItStands()
    {
        var id = (await Api.SubmitAsync("""{"type": "data", "payload": {"data": "x"}, "delaySeconds": 3600}""")).GetProperty("id").GetString();
        var start = Stopwatch.GetTimestamp();

        var job = await Api.GetJsonAsync($"/api/jobs/{id}?wait=0.25");

        Assert.Equal("scheduled", job.GetProperty("state").GetString());
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Get_WaitOnAJobThatHasEnded_AnswersAtOnce()
    {
        var id = (await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}""")).GetProperty("id").GetString();
        var start = Stopwatch.GetTimestamp();

        await Api.GetJsonAsync($"/api/jobs/{id}?wait=60");

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("300")]
    public async Task Get_WaitAtItsBounds_IsTaken(string wait)
    {
        var id = (await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}""")).GetProperty("id").GetString();

        await Api.GetJsonAsync($"/api/jobs/{id}?wait={wait}");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("300.5")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public async Task Get_WrongWait_Is400AndNamesIt(string wait)
    {
        var id = (await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}""")).GetProperty("id").GetString();

        using var response = await Api.GetAsync($"/api/jobs/{id}?wait={wait}");

        var errors = await ProblemAssert.NamesFieldsAsync(response, "wait");
        Assert.Equal($"is '{wait}'; it must be a number of seconds from 0 to 300", errors["wait"]);
    }

    [Theory]
    [InlineData("data.01M84GB1E11HMBPQR11TV6WW2C")]
    [InlineData("nowhere.01M84GB1E11HMBPQR11TV6WW2C")]
    [InlineData("data.1")]
    [InlineData("data")]
    [InlineData("%7Bdata%7D.01M84GB1E11HMBPQR11TV6WW2C")]
    [InlineData("a%2Fb")]
    public async Task Get_UnknownId_Is404OnEveryRouteOfAJob(string id)
    {
        foreach (var rest in new[] { "", "?wait=30", "/logs", "/artifacts/result.png" })
        {
            using var response = await Api.GetAsync($"/api/jobs/{id}{rest}");
            await ProblemAssert.HasStatusAsync(404, response);
        }
    }

    [Fact]
    public async Task Get_ARunningJob_ShowsItsProgressAndLog()
    {
        // A queue that no worker looks at: the test is the worker.
        var id = JobId.New(StoreFixture.NewQueue(), TimeProvider.System.GetUtcNow());
        await Platform.Queue.SubmitAsync(id.Queue, [new NewJob(id, "data", new RawJson(Encoding.UTF8.GetBytes("{}")))]);
        var claim = Assert.Single(await Platform.Queue.ClaimAsync(id.Queue, 1, TimeSpan.FromMinutes(5), "the test"));
        await Platform.Queue.ReportAsync(new Lease(id, claim.Token), 42.5, ["2026-01-01T00:00:00.000Z first", "2026-01-01T00:00:01.000Z zweite Zeile: ä"]);

        var job = await Api.GetJsonAsync($"/api/jobs/{id}");
        var log = await Api.GetJsonAsync($"/api/jobs/{id}/logs");

        Assert.Equal(("running", "the test"), (job.GetProperty("state").GetString(), job.GetProperty("worker").GetString()));
        Assert.Equal(42.5, job.GetProperty("progress").GetDouble());
        Assert.Equal("""{"lines":["2026-01-01T00:00:00.000Z first","2026-01-01T00:00:01.000Z zweite Zeile: ä"]}""", log.GetRawText());
    }

    [Fact]
    public async Task GetLog_OfAJobThatSaidNothing_IsEmpty()
    {
        var id = (await Api.SubmitAsync("""{"type": "data", "payload": {"data": "x"}, "delaySeconds": 3600}""")).GetProperty("id").GetString();

        Assert.Equal("""{"lines":[]}""", (await Api.GetJsonAsync($"/api/jobs/{id}/logs")).GetRawText());
    }
}
