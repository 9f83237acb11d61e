using System.Threading.Channels;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Processing;

/// <summary>
/// Records outcomes, all that are ready in one call. While a call is under way more gather, so the busier the pump, the larger its batches.
/// An outcome is tried until the store has taken or refused it: telling it twice does no harm.
/// </summary>
/// <param name="settled">Called for each outcome that needs no more attention.</param>
internal sealed class OutcomeWriter(JobQueue queue, Action<RunningJob> settled, TimeProvider clock, ILogger logger)
{
    private const int MaxBatch = 500;

    private readonly Channel<(RunningJob Job, JobOutcome Outcome)> _ready =
        Channel.CreateUnbounded<(RunningJob, JobOutcome)>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly StoreRetry _store = new("outcomes", clock, logger);

    public void Write(RunningJob job, JobOutcome outcome) => _ready.Writer.TryWrite((job, outcome));

    /// <summary>No more outcomes come; <see cref="RunAsync"/> ends when all are recorded.</summary>
    public void Complete() => _ready.Writer.TryComplete();

    /// <summary>Records outcomes until <see cref="Complete"/>, or until it is told to give up.</summary>
    public async Task RunAsync(CancellationToken giveUp)
    {
        var batches = new Dictionary<string, List<(RunningJob Job, JobOutcome Outcome)>>(StringComparer.Ordinal);
        while (!giveUp.IsCancellationRequested && await WaitAsync(giveUp))
        {
            for (var i = 0; i < MaxBatch && _ready.Reader.TryRead(out var entry); i++)
            {
                if (!batches.TryGetValue(entry.Job.Id.Queue, out var batch))
                    batches.Add(entry.Job.Id.Queue, batch = []);
                batch.Add(entry);
            }
            foreach (var (name, batch) in batches)
            {
                while (batch.Count > 0 && !giveUp.IsCancellationRequested)
                {
                    if (await _store.TryAsync(() => FlushAsync(name, batch), giveUp))
                        batch.Clear();
                }
            }
        }
    }

    private async Task<bool> WaitAsync(CancellationToken giveUp)
    {
        try
        {
            return await _ready.Reader.WaitToReadAsync(giveUp);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task FlushAsync(string name, List<(RunningJob Job, JobOutcome Outcome)> batch)
    {
        var recorded = await queue.CompleteAsync(name, batch.ConvertAll(static entry => entry.Outcome));
        for (var i = 0; i < batch.Count; i++)
        {
            var (job, outcome) = batch[i];
            JobMetrics.Finished(outcome, job.Claim.Type, recorded[i]);
            if (!recorded[i])
                logger.OutcomeRefused(job.Id.Value);
            settled(job);
        }
    }
}
