using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Processing;

/// <summary>Runs one attempt of a job and tells how it ended.</summary>
internal sealed class JobExecutor(
    JobCatalog catalog, IServiceScopeFactory scopes, IOptions<JobOptions> options, TimeProvider clock, Func<double> random, ILogger<JobExecutor> logger)
{
    private readonly JobOptions _options = options.Value;

    /// <summary>How long an attempt of a job may take.</summary>
    public TimeSpan TimeoutOf(ClaimedJob job) =>
        job.Spec.Timeout ?? (catalog.TryGet(job.Type, out var type) ? type.Options.Timeout : null) ?? _options.Timeout;

    /// <summary>Runs an attempt.</summary>
    /// <returns>How it ended; null when that is no longer this worker's to say.</returns>
    public async Task<JobOutcome?> RunAsync(RunningJob job)
    {
        using var activity = JobTracing.StartRun(job.Claim);
        try
        {
            if (!catalog.TryGet(job.Claim.Type, out var type))
                throw new InvalidOperationException($"This worker does not know the job type '{job.Claim.Type}'.");
            await using var scope = scopes.CreateAsyncScope();
            var result = await type.HandleAsync(scope.ServiceProvider, job.Claim.Payload, job);
            if (result.Utf8.Length > _options.MaxResultBytes)
                throw new PermanentJobException($"The result has {result.Utf8.Length} bytes; at most {_options.MaxResultBytes} are kept (Jobs:MaxResultBytes). Larger ones belong into an artifact.");
            return JobOutcome.Success(job.Id, job.Claim.Token, result);
        }
        catch (Exception e)
        {
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, e.Message);
            return Judge(job, e);
        }
    }

    /// <summary>The outcome of an attempt whose handler did not heed its timeout.</summary>
    public JobOutcome TimedOut(RunningJob job) =>
        Failed(job, new TimeoutException(), JobError.Timeout, $"The attempt took longer than its {TimeoutOf(job.Claim)}, and its handler did not stop.");

    private JobOutcome? Judge(RunningJob job, Exception exception)
    {
        if (!job.CancellationToken.IsCancellationRequested)
            return Failed(job, exception, exception.GetType().Name, exception.Message);
        return job.StopReason switch
        {
            StopReason.LeaseLost => null,
            StopReason.CalledOff => JobOutcome.Cancel(job.Id, job.Claim.Token),
            StopReason.Drain => JobOutcome.GiveBack(job.Id, job.Claim.Token),
            _ => Failed(job, exception, JobError.Timeout, $"The attempt took longer than its {TimeoutOf(job.Claim)}."),
        };
    }

    private JobOutcome Failed(RunningJob job, Exception exception, string type, string message)
    {
        var claim = job.Claim;
        var error = new JobError(type, message, claim.Attempt, clock.GetUtcNow());
        if (claim.Attempt >= claim.Spec.MaxAttempts || IsFinal(claim, exception))
        {
            logger.JobFailed(claim.Id.Value, claim.Attempt, claim.Spec.MaxAttempts, type, message);
            return JobOutcome.Failure(claim.Id, claim.Token, error);
        }
        var delay = exception is RetryLaterException later ? later.Delay : PolicyOf(claim).DelayAfter(claim.Attempt, random());
        logger.AttemptFailed(claim.Id.Value, claim.Attempt, claim.Spec.MaxAttempts, delay, type, message);
        return JobOutcome.Retry(claim.Id, claim.Token, error, delay);
    }

    private bool IsFinal(ClaimedJob job, Exception exception) =>
        exception is PermanentJobException
        || (catalog.TryGet(job.Type, out var type) && type.Options.FinalErrors.Any(final => final.IsInstanceOfType(exception)));

    private RetryPolicy PolicyOf(ClaimedJob job) =>
        job.Spec.Retry ?? (catalog.TryGet(job.Type, out var type) ? type.Options.Retry : RetryPolicy.Default);
}
