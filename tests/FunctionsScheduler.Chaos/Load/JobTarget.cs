using System.Globalization;
using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Chaos.Load;

/// <summary>The server that jobs call: each call is a side effect that counts. It answers as the job's plan says.</summary>
internal sealed class JobTarget(JobLedger ledger, ChaosCluster cluster, RollCall rollCall) : IAsyncDisposable
{
    private RemoteServer? _server;

    public string Address => $"http://{_server!.Authority}";

    public async Task StartAsync() => _server = await RemoteServer.StartAsync(AnswerAsync);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>What the target answers to a job that succeeds.</summary>
    public static string Answer(int number, int run) => $"job {number} run {run}";

    private async Task AnswerAsync(HttpContext context)
    {
        var job = ledger[int.Parse(context.Request.Path.Value!.AsSpan("/jobs/".Length), CultureInfo.InvariantCulture)];
        var run = job.Begin(
            context.Request.Headers["X-Job-Id"].ToString(), int.Parse(context.Request.Headers["X-Job-Attempt"].ToString(), CultureInfo.InvariantCulture), ledger.Clock.Now);
        ledger.Ran(run);
        try
        {
            var status = await DoAsync(job, run, context.RequestAborted);
            run.Status = status;
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(Answer(job.Number, run.Number), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            run.BrokenOffAt = ledger.Clock.Now;
        }
    }

    private async Task<int> DoAsync(JobRecord job, JobRun run, CancellationToken cancellationToken)
    {
        await Task.Delay(job.Plan.Takes, cancellationToken);
        switch (job.Plan.Kind)
        {
            case JobKind.Flaky when run.Number <= JobPlan.FlakyFailures:
                return StatusCodes.Status500InternalServerError;
            case JobKind.Refused:
                return StatusCodes.Status410Gone;
            case JobKind.Poison:
                await cluster.KillWorkerOfAsync(run, cancellationToken);
                break;
            case JobKind.RollCall:
                await rollCall.AnswerAsync(cancellationToken);
                break;
        }
        return StatusCodes.Status200OK;
    }
}
