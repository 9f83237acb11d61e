using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Standalone.Tests;

/// <summary>kill -9 loses no job that was accepted, and records none twice.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Jobs = 1000;
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_ThousandJobsOutstanding_AllFinishOnceAfterTheRestart()
    {
        string[] ids;
        // Due in a second, but made ready by nobody: this process sweeps once at its start and not again for the time of the test.
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:SweepInterval=00:01:00"))
        {
            ids = await SubmitAsync(first, ", \"delaySeconds\": 1");
            Assert.Equal(Jobs, Count(await QueueAsync(first), "delayed"));
            await first.KillAsync();
        }

        await using var second = await StandaloneProcess.StartAsync(_directory);

        await AssertAllSucceededAsync(second, ids);
    }

    [Fact]
    public async Task Kill_InTheMidstOfWork_AllFinishOnceAfterTheRestart()
    {
        string[] ids;
        // One slot: it takes its time.
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:MaxConcurrentJobs=1", "--Jobs:Lease=00:00:01"))
        {
            ids = await SubmitAsync(first, ", \"delaySeconds\": 1");
            await Eventually.SeeAsync(() => QueueAsync(first), static queue => Count(queue, "succeeded") > 0, "the first success");
            await first.KillAsync();
        }

        await using var second = await StandaloneProcess.StartAsync(_directory);

        await AssertAllSucceededAsync(second, ids);
    }

    [Fact]
    public async Task Kill_WhileSubmitting_EveryAcceptedJobFinishes()
    {
        List<string> accepted = [];
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:Lease=00:00:01"))
        {
            var client = first.Client;
            var clients = Enumerable.Range(0, 16).Select(async _ =>
            {
                var mine = new List<string>();
                try
                {
                    while (true)
                        mine.Add((await client.SubmitAsync("""{"type": "data", "payload": {"data": "x"}}""")).GetProperty("id").GetString()!);
                }
                catch (HttpRequestException)
                {
                    return mine;
                }
            }).ToList();
            await Eventually.SeeAsync(() => QueueAsync(first), static queue => Count(queue, "succeeded") > 200, "work under way");
            await first.KillAsync();
            foreach (var mine in await Task.WhenAll(clients))
                accepted.AddRange(mine);
        }

        await using var second = await StandaloneProcess.StartAsync(_directory);

        await Task.WhenAll(accepted.Select(second.Client.FinishAsync));
    }

    [Fact]
    public async Task Kill_JobRunning_RunsAgain()
    {
        await using var gate = await GatedServer.StartAsync();
        string id;
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:Lease=00:00:01"))
        {
            id = (await first.Client.SubmitAsync(gate.Job())).GetProperty("id").GetString()!;
            await gate.ArrivedAsync(1);
            await first.KillAsync();
        }

        await using var second = await StandaloneProcess.StartAsync(_directory, "--Jobs:Lease=00:00:01");
        await gate.ArrivedAsync(2);
        var running = await second.Client.GetJsonAsync($"/api/jobs/{id}");
        Assert.Equal(("running", 2), (running.GetProperty("state").GetString(), running.GetProperty("attempt").GetInt32()));
        Assert.Equal("WorkerLost", running.GetProperty("error").GetProperty("type").GetString());
        gate.Open();

        var job = await second.Client.FinishAsync(id);
        Assert.Equal(("succeeded", 2), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32()));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Kill_JobThatHasEnded_IsStillThereWithItsResult()
    {
        JsonElement job;
        await using (var first = await StandaloneProcess.StartAsync(_directory))
        {
            job = await first.Client.RunAsync("""{"type": "data", "payload": {"data": "sample input"}}""");
            await first.KillAsync();
        }

        await using var second = await StandaloneProcess.StartAsync(_directory);

        Assert.Equal(job.GetRawText(), (await second.Client.GetJsonAsync($"/api/jobs/{job.GetProperty("id")}")).GetRawText());
    }

    private static async Task<string[]> SubmitAsync(StandaloneProcess process, string fields)
    {
        var client = process.Client;
        return await Task.WhenAll(Enumerable.Range(0, Jobs).Select(async i =>
            (await client.SubmitAsync($$$"""{"type": "data", "payload": {"data": "{{{i}}}"}{{{fields}}}}""")).GetProperty("id").GetString()!));
    }

    private static async Task AssertAllSucceededAsync(StandaloneProcess process, string[] ids)
    {
        Assert.Equal(Jobs, ids.Distinct(StringComparer.Ordinal).Count());
        var queue = await Eventually.SeeAsync(() => QueueAsync(process), static queue => Count(queue, "succeeded") >= Jobs, "a success for every job");
        Assert.Equal((Jobs, 0, 0, 0, 0), (Count(queue, "succeeded"), Count(queue, "waiting"), Count(queue, "delayed"), Count(queue, "running"), Count(queue, "dead")));
        var jobs = await Task.WhenAll(ids.Select(id => process.Client.GetJsonAsync($"/api/jobs/{id}")));
        for (var i = 0; i < jobs.Length; i++)
        {
            Assert.Equal("succeeded", jobs[i].GetProperty("state").GetString());
            Assert.Equal($"Processed data: {i}", jobs[i].GetProperty("result").GetString());
        }
    }

    private static Task<JsonElement> QueueAsync(StandaloneProcess process) => process.Client.GetJsonAsync("/api/queues/data");

    private static int Count(JsonElement queue, string name) => queue.GetProperty(name).GetInt32();
}
