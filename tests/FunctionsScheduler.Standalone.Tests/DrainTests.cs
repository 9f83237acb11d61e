using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Standalone.Tests;

/// <summary>SIGTERM: what runs may finish, what cannot is given back, nothing is lost.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Terminate_JobRunning_FinishesFirst()
    {
        await using var gate = await GatedServer.StartAsync();
        string running, waiting;
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:MaxConcurrentJobs=1"))
        {
            running = await SubmitAsync(first, gate);
            await gate.ArrivedAsync(1);
            waiting = await SubmitAsync(first, gate);
            await first.TerminateAsync();
            await first.SaysAsync("Draining: 1 jobs");
            gate.Open();
            Assert.Equal(0, await first.ExitAsync());
            await first.SaysAsync("Drained; 0 jobs given back.");
        }
        Assert.Equal(1, gate.Arrivals);

        await using var second = await StandaloneProcess.StartAsync(_directory);

        Assert.Equal("succeeded", (await second.Client.GetJsonAsync($"/api/jobs/{running}")).GetProperty("state").GetString());
        Assert.Equal("succeeded", (await second.Client.FinishAsync(waiting)).GetProperty("state").GetString());
        Assert.Equal(2, gate.Arrivals);
    }

    [Fact]
    public async Task Terminate_JobThatTakesTooLong_IsGivenBackWithoutLosingAnAttempt()
    {
        await using var gate = await GatedServer.StartAsync();
        string id;
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:DrainTimeout=00:00:00.2"))
        {
            id = await SubmitAsync(first, gate, ", \"retry\": {\"maxAttempts\": 1}");
            await gate.ArrivedAsync(1);
            await first.TerminateAsync();
            Assert.Equal(0, await first.ExitAsync());
        }
        gate.Open();

        await using var second = await StandaloneProcess.StartAsync(_directory);

        var job = await second.Client.FinishAsync(id);
        Assert.Equal(("succeeded", 1), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32()));
        Assert.Equal(2, gate.Arrivals);
    }

    [Fact]
    public async Task Terminate_ClientsWaitingOnJobs_DoNotHoldUpTheDrain()
    {
        await using var gate = await GatedServer.StartAsync();
        string id;
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:DrainTimeout=00:00:00.2"))
        {
            id = await SubmitAsync(first, gate, ", \"retry\": {\"maxAttempts\": 1}");
            await gate.ArrivedAsync(1);
            var waiting = first.Client.GetAsync($"/api/jobs/{id}?wait=60");
            await first.Client.GetJsonAsync("/api/queues");
            var start = Stopwatch.GetTimestamp();

            await first.TerminateAsync();

            Assert.Equal(0, await first.ExitAsync());
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(8), $"The end took {Stopwatch.GetElapsedTime(start).TotalSeconds} s.");
            await first.SaysAsync("Drained; ");
            using var answer = await waiting;
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode == 200, $"{answer.StatusCode}: {body}\n{string.Join('\n', first.Output)}");
            Assert.Equal("running", JsonDocument.Parse(body).RootElement.GetProperty("state").GetString());
        }
        gate.Open();

        await using var second = await StandaloneProcess.StartAsync(_directory);

        var finished = await second.Client.FinishAsync(id);
        Assert.Equal(("succeeded", 1), (finished.GetProperty("state").GetString(), finished.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task Terminate_ClientThatStallsInMidRequest_DoesNotTakeTheDrainsTime()
    {
        await using var gate = await GatedServer.StartAsync();
        string id;
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:DrainTimeout=00:00:00.2"))
        {
            id = await SubmitAsync(first, gate, ", \"retry\": {\"maxAttempts\": 1}");
            await gate.ArrivedAsync(1);
            using var stalled = new TcpClient();
            await stalled.ConnectAsync(first.Address.Host, first.Address.Port, TestContext.Current.CancellationToken);
            await stalled.GetStream().WriteAsync(
                "POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(),
                TestContext.Current.CancellationToken);
            // The server asks for the body: it is in the middle of the request.
            Assert.NotEqual(0, await stalled.GetStream().ReadAsync(new byte[100], TestContext.Current.CancellationToken));

            await first.TerminateAsync();

            Assert.Equal(0, await first.ExitAsync());
        }
        gate.Open();

        await using var second = await StandaloneProcess.StartAsync(_directory);

        var job = await second.Client.FinishAsync(id);
        Assert.Equal(("succeeded", 1), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task Terminate_ManyJobsWaiting_NoneIsLost()
    {
        string[] ids;
        await using (var first = await StandaloneProcess.StartAsync(_directory, "--Jobs:MaxConcurrentJobs=1"))
        {
            ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
                (await first.Client.SubmitAsync("""{"type": "data", "payload": {"data": "x"}}""")).GetProperty("id").GetString()!));
            await first.TerminateAsync();
            Assert.Equal(0, await first.ExitAsync());
        }

        await using var second = await StandaloneProcess.StartAsync(_directory);

        var jobs = await Task.WhenAll(ids.Select(second.Client.FinishAsync));
        Assert.All(jobs, static job => Assert.Equal(("succeeded", 1), (job.GetProperty("state").GetString(), job.GetProperty("attempt").GetInt32())));
    }

    private static async Task<string> SubmitAsync(StandaloneProcess process, GatedServer gate, string fields = "") =>
        (await process.Client.SubmitAsync(gate.Job(fields))).GetProperty("id").GetString()!;
}
