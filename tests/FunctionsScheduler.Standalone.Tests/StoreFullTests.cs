using System.Collections.Concurrent;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Standalone.Tests;

/// <summary>More jobs than the embedded store can hold: what it cannot keep it does not accept.</summary>
[Trait("Store", "Garnet")]
public sealed class StoreFullTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Submit_Flood_IsRefusedBeforeAnAcceptedJobIsLost()
    {
        await using var process = await StandaloneProcess.StartAsync(_directory);
        // The worst case: when the store is full, all its jobs are still to run.
        await PostAsync(process, "/api/queues/data/pause");
        var accepted = await FloodAsync(process, new string('x', 200_000));
        await process.SaysAsync("The store is nearly full");
        Assert.Equal(accepted.Length, (await process.Client.GetJsonAsync("/api/queues/data")).GetProperty("waiting").GetInt32());
        Assert.InRange(accepted.Length, 500, 1200);

        await PostAsync(process, "/api/queues/data/resume");

        await Eventually.SeeAsync(
            () => process.Client.GetJsonAsync("/api/queues/data"), queue => queue.GetProperty("succeeded").GetInt32() == accepted.Length, "a success for every accepted job");
        foreach (var id in accepted)
            Assert.Equal("succeeded", (await process.Client.GetJsonAsync($"/api/jobs/{id}")).GetProperty("state").GetString());
        await PostAsync(process, "/api/queues/data/purge?state=succeeded");
        await process.SaysAsync("The store has room again");
        await process.Client.RunAsync(Job("x"));
    }

    private static string Job(string text) => $$$"""{"type": "data", "payload": {"data": "{{{text}}}", "operation": "sha256"}}""";

    /// <summary>Submits jobs from eight clients at a time until each is refused.</summary>
    private static async Task<string[]> FloodAsync(StandaloneProcess process, string text)
    {
        var (client, accepted) = (process.Client, new ConcurrentQueue<string>());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (true)
            {
                using var response = await client.PostAsync("/api/jobs", Job(text));
                if (!response.IsSuccessStatusCode)
                {
                    var problem = await ProblemAssert.HasStatusAsync(503, response);
                    Assert.Contains("nearly full", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
                    return;
                }
                await using var body = await response.Content.ReadAsStreamAsync();
                accepted.Enqueue((await JsonDocument.ParseAsync(body)).RootElement.GetProperty("id").GetString()!);
            }
        }));
        return [.. accepted];
    }

    private static async Task PostAsync(StandaloneProcess process, string path)
    {
        using var response = await process.Client.PostAsync(path, "");
        response.EnsureSuccessStatusCode();
    }
}
