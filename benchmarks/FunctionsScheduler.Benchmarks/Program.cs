using System.Diagnostics;
using System.Globalization;
using FunctionsScheduler;
using FunctionsScheduler.Benchmarks;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The engine without the web, in one process, like the peers' own benches: enqueue N, drain N with SLOTS slots, latency N.
if (args is not [var mode, var countText, ..] || !int.TryParse(countText, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("Usage: enqueue N | drain N SLOTS | latency N   (REDIS_PORT names the redis-server on 127.0.0.1)");
    return 1;
}
var slots = args.Length > 2 ? args[2] : "64";
var builder = Host.CreateApplicationBuilder(
[
    $"--Redis=127.0.0.1:{Environment.GetEnvironmentVariable("REDIS_PORT") ?? "6391"}", $"--Jobs:MaxConcurrentJobs={slots}", "--Jobs:Queues=data",
]);
builder.Logging.ClearProviders();
builder.Services.AddScheduler(builder.Configuration).AddJob<UpperCaseJob>("data");
if (mode != "enqueue")
    builder.Services.AddWorker();
using var host = builder.Build();
var queue = host.Services.GetRequiredService<JobQueue>();

switch (mode)
{
    case "enqueue":
        var enqueue = Stopwatch.StartNew();
        foreach (var batch in Enumerable.Range(0, count).Chunk(1000))
            await queue.SubmitAsync("data", [.. batch.Select(static i => new NewJob(JobId.New("data", DateTimeOffset.UtcNow), "data", RawJson.From(new Sample($"sample {i}"))))]);
        Console.WriteLine($"enqueue(bulk 1000) {count / enqueue.Elapsed.TotalSeconds:F0}/s");
        break;
    case "drain":
        var before = (await queue.StatsAsync("data")).Succeeded;
        await host.StartAsync();
        while ((await queue.StatsAsync("data")).Succeeded < before + count)
            await Task.Delay(10);
        Console.WriteLine($"drain {count / Stopwatch.GetElapsedTime(UpperCaseJob.FirstRun).TotalSeconds:F0}/s");
        await host.StopAsync();
        break;
    case "latency":
        await host.StartAsync();
        var submitter = host.Services.GetRequiredService<JobSubmitter>();
        var watcher = host.Services.GetRequiredService<JobWatcher>();
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var job = await submitter.SubmitAsync(new JobSubmission { Type = "data", Payload = RawJson.From(new Sample("x")) });
            await watcher.WaitAsync(JobId.Parse(job.Id), TimeSpan.FromSeconds(10), CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine($"latency ms p50 {times[count / 2]:F2} p99 {times[(int)(count * 0.99) - 1]:F2}");
        await host.StopAsync();
        break;
    default:
        Console.Error.WriteLine($"Unknown mode '{mode}'.");
        return 1;
}
return 0;
