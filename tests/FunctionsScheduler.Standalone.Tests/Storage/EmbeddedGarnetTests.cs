using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Standalone.Storage;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Standalone.Tests.Storage;

[Trait("Store", "Garnet")]
public sealed class EmbeddedGarnetTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_FarMoreWrittenAndDeletedThanItHolds_KeepsWhatIsThere()
    {
        const int Megabyte = 1024 * 1024;
        const int Step = 16 * Megabyte;
        // Its limit is 128 MB.
        using var garnet = EmbeddedGarnet.Start(new GarnetOptions { DataDirectory = _directory["data"], Memory = "64m" });
        await using var redis = await ConnectionMultiplexer.ConnectAsync(garnet.Endpoint);
        var queue = new JobQueue(redis, TimeProvider.System);
        var kept = Enumerable.Range(0, 300).Select(_ => New()).ToList();
        await queue.SubmitAsync("data", kept);
        var database = redis.GetDatabase();
        var log = new byte[256 * 1024];

        for (var written = 0; written < 160 * Megabyte; written += Step)
        {
            for (var bytes = 0; bytes < Step; bytes += log.Length)
            {
                await database.StringSetAsync($"{written}-{bytes}", log);
                await database.KeyDeleteAsync($"{written}-{bytes}");
            }
            // Real work takes an hour for as much; the compaction, which looks once a second, is given its turn.
            await Eventually.SeeAsync(() => Task.FromResult(garnet.UsedBytes), static bytes => bytes < 100 * Megabyte, "a log that was compacted");
        }

        var jobs = await Task.WhenAll(kept.Select(job => queue.GetAsync(job.Id)));
        Assert.All(jobs, Assert.NotNull);
        Assert.Equal(kept.Count, (await queue.StatsAsync("data")).Waiting);
        Assert.Equal(kept.Select(static job => job.Id), (await queue.ClaimAsync("data", kept.Count, TimeSpan.FromMinutes(1), "me")).Select(static job => job.Id));
    }

    private static NewJob New() => new(JobId.New("data", DateTimeOffset.UtcNow), "data", new RawJson(Encoding.UTF8.GetBytes("""{"data":"x"}""")));
}
