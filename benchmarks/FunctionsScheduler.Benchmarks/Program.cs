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
// And what a job costs: cost N SLOTS PAYLOAD_CHARS (docs/scaling.md).
// And the workers of other processes on the same Redis: drain-others N, pick-up-others N with MS between two submissions.
if (args is not [var mode, var countText, ..] || !int.TryParse(countText, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("Usage: enqueue N | drain N SLOTS | latency N | cost N SLOTS PAYLOAD_CHARS | drain-others N | pick-up-others N MS   (REDIS_PORT names the redis-server on 127.0.0.1)");
    return 1;
}
var option = args.Length > 2 ? args[2] : null;
var builder = Host.CreateApplicationBuilder(
[
    $"--Redis=127.0.0.1:{Environment.GetEnvironmentVariable("REDIS_PORT") ?? "6391"}", $"--Jobs:MaxConcurrentJobs={(mode is "drain" or "cost" ? option : null) ?? "64"}", "--Jobs:Queues=data",
]);
builder.Logging.ClearProviders();
builder.Services.AddScheduler(builder.Configuration).AddJob<UpperCaseJob>("data");
if (mode is "drain" or "latency" or "cost")
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
    case "drain-others":
        Console.WriteLine($"drain {await new OtherWorkers(queue).DrainAsync(count):F0}/s");
        break;
    case "pick-up-others":
        var waits = await new OtherWorkers(queue).PickUpAsync(count, TimeSpan.FromMilliseconds(double.Parse(option ?? "0", CultureInfo.InvariantCulture)));
        Console.WriteLine($"pick-up ms p50 {waits[count / 2].TotalMilliseconds:F0} p99 {waits[(int)(count * 0.99)].TotalMilliseconds:F0} longest {waits[^1].TotalMilliseconds:F0}");
        break;
    case "cost":
        await new CostPerJob(host, count, args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 10).RunAsync();
        break;
    default:
        Console.Error.WriteLine($"Unknown mode '{mode}'.");
        return 1;
}
return 0;
