using System.Collections.Concurrent;
using System.Globalization;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>The server that the jobs call: it answers when the job's time is over, and remembers every call.</summary>
internal sealed class JobTarget(IReadOnlyList<PlannedJob> plan, RehearsalClock clock) : IAsyncDisposable
{
    private readonly ConcurrentQueue<JobRun>[] _runs = [.. plan.Select(static _ => new ConcurrentQueue<JobRun>())];
    private RemoteServer? _server;

    public async Task StartAsync() => _server = await RemoteServer.StartAsync(AnswerAsync);

    /// <summary>Where a job has to call.</summary>
    public string AddressOf(PlannedJob job) => _server!.At($"/jobs/{job.Number}");

    /// <summary>The calls of a job.</summary>
    public IReadOnlyCollection<JobRun> RunsOf(PlannedJob job) => _runs[job.Number];

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        var job = plan[int.Parse(context.Request.Path.Value!.AsSpan("/jobs/".Length), CultureInfo.InvariantCulture)];
        var run = new JobRun(clock.Now);
        _runs[job.Number].Enqueue(run);
        try
        {
            await Task.Delay(clock.Real(job.Takes), context.RequestAborted);
            await context.Response.WriteAsync("done", context.RequestAborted);
            run.Answered = clock.Now;
        }
        catch (OperationCanceledException)
        {
            run.BrokenOff = clock.Now;
        }
    }
}
