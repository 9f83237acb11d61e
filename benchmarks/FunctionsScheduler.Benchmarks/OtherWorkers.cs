using System.Diagnostics;
using System.Globalization;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Benchmarks;

/// <summary>Measures workers in other processes on the same Redis, whatever hosts them, by what the store knows of their jobs.</summary>
internal sealed class OtherWorkers(JobQueue queue)
{
    private const string Queue = "data";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Submits jobs in bulk and waits until all have succeeded.</summary>
    /// <returns>Jobs a second, from the first one's start.</returns>
    public async Task<double> DrainAsync(int count)
    {
        var before = await queue.StatsAsync(Queue);
        // Held back until all are there, so that the submission costs the workers nothing.
        await queue.PauseAsync(Queue);
        foreach (var batch in Enumerable.Range(0, count).Chunk(1000))
            await queue.SubmitAsync(Queue, [.. batch.Select(static _ => New())]);
        await queue.ResumeAsync(Queue);
        long? began = null;
        var late = Stopwatch.StartNew();
        while (await queue.StatsAsync(Queue) is var stats && stats.Succeeded < before.Succeeded + count)
        {
            if (late.Elapsed > Patience)
                throw new TimeoutException($"After {Patience} {stats.Succeeded - before.Succeeded} of {count} jobs have succeeded. Does a worker run?");
            if (stats.Waiting < count)
                began ??= Stopwatch.GetTimestamp();
            await Task.Delay(1);
        }
        return count / Stopwatch.GetElapsedTime(began ?? 0).TotalSeconds;
    }

    /// <summary>Submits jobs one after the other, and looks in the end when each was picked up.</summary>
    /// <param name="count">How many.</param>
    /// <param name="interval">The time between two of them.</param>
    /// <returns>From the submission to the claim, by the store's clock; sorted.</returns>
    public async Task<IReadOnlyList<TimeSpan>> PickUpAsync(int count, TimeSpan interval)
    {
        var ids = new List<JobId>();
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(interval);
            var job = New();
            await queue.SubmitAsync(Queue, [job]);
            ids.Add(job.Id);
        }
        var waits = new List<TimeSpan>();
        foreach (var id in ids)
        {
            Job? job;
            var late = Stopwatch.StartNew();
            while ((job = await queue.GetAsync(id))?.StartedAt is null)
            {
                if (late.Elapsed > Patience)
                    throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{id} was not picked up within {Patience}. Does a worker run?"));
                await Task.Delay(10);
            }
            waits.Add(job.StartedAt.Value - job.CreatedAt);
        }
        waits.Sort();
        return waits;
    }

    private static NewJob New() => new(JobId.New(Queue, DateTimeOffset.UtcNow), "data", RawJson.From(new Sample("sample input")));
}
