using System.Diagnostics;
using System.Globalization;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace FunctionsScheduler.Benchmarks;

/// <summary>
/// What a job costs Redis and its worker, for docs/scaling.md: jobs are submitted one by one (32 at a time, as an API does) and in bulk,
/// then all are run, then forgotten, then the worker has nothing to do for a while.
/// </summary>
/// <param name="host">A host with a worker that has not started.</param>
/// <param name="jobs">How many jobs each way.</param>
/// <param name="payloadChars">The length of the text in a job's payload; its result is 16 characters longer.</param>
internal sealed class CostPerJob(IHost host, int jobs, int payloadChars)
{
    private const int UnderWay = 32;
    private const int TrimBatch = 500;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly JobQueue _queue = host.Services.GetRequiredService<JobQueue>();
    private readonly IServer _server = host.Services.GetRequiredService<IConnectionMultiplexer>().GetServers()[0];
    private readonly RawJson _payload = RawJson.From(new Sample(new string('x', payloadChars)));

    public async Task RunAsync()
    {
        Console.WriteLine($"Per job, payload of {payloadChars} characters, {jobs} jobs each way:");
        Console.WriteLine("                  redis CPU us   memory B   received B     sent B   commands      log B   own CPU us");
        await MeasureAsync("submit, single", jobs, SubmitEachAsync);
        await MeasureAsync("submit, bulk", jobs, SubmitInBulkAsync);
        await MeasureAsync("run", 2 * jobs, RunAllAsync);
        await MeasureAsync("forget", 2 * jobs, ForgetAllAsync);
        await MeasureAsync("idle, per second", (int)Idle.TotalSeconds, static () => Task.Delay(Idle));
        await host.StopAsync();
    }

    private async Task MeasureAsync(string what, int count, Func<Task> work)
    {
        var (before, cpu) = (await RedisUsage.ReadAsync(_server), Environment.CpuUsage.TotalTime);
        await work();
        var used = (await RedisUsage.ReadAsync(_server)).PerJob(before, count);
        var own = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-18}{used.CpuSeconds * 1e6,12:F1}{used.MemoryBytes,11:F0}{used.ReceivedBytes,13:F0}{used.SentBytes,11:F0}{used.Commands,11:F2}{used.LogBytes,11:F0}{own,13:F1}"));
    }

    private Task SubmitEachAsync() => Parallel.ForEachAsync(
        Enumerable.Range(0, jobs), new ParallelOptions { MaxDegreeOfParallelism = UnderWay }, async (_, _) => await _queue.SubmitAsync("data", [NewJob()]));

    private async Task SubmitInBulkAsync()
    {
        foreach (var batch in Enumerable.Range(0, jobs).Chunk(1000))
            await _queue.SubmitAsync("data", [.. batch.Select(_ => NewJob())]);
    }

    private async Task RunAllAsync()
    {
        var before = (await _queue.StatsAsync("data")).Succeeded;
        var start = Stopwatch.GetTimestamp();
        await host.StartAsync();
        while ((await _queue.StatsAsync("data")).Succeeded < before + (2 * jobs))
            await Task.Delay(100);
        Console.WriteLine($"run at {2 * jobs / Stopwatch.GetElapsedTime(start).TotalSeconds:F0}/s, its start counted");
    }

    /// <summary>What retention does to jobs that are old enough.</summary>
    private async Task ForgetAllAsync()
    {
        while (await _queue.TrimAsync("data", JobState.Succeeded, TimeSpan.Zero, TrimBatch) == TrimBatch)
        {
            // There are more.
        }
    }

    private NewJob NewJob() => new(JobId.New("data", DateTimeOffset.UtcNow), "data", _payload);
}
