using FunctionsScheduler.Chaos.Cluster;

namespace FunctionsScheduler.Chaos.Ledger;

/// <summary>Looks after accepted jobs while chaos goes on, and notes the first end it sees of each: the oracle compares it with the last.</summary>
internal sealed class OutcomeWatch(JobLedger ledger, ChaosCluster cluster)
{
    private const int Lookers = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private int _ended;

    /// <summary>How many jobs were seen to end.</summary>
    public int Ended => Volatile.Read(ref _ended);

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, Lookers).Select(_ => LookAsync(stopping)));

    private async Task LookAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (!ledger.TryTakeAccepted(out var job) || !await TryLookAsync(job))
                await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task<bool> TryLookAsync(JobRecord job)
    {
        if (await cluster.TryGetAsync(job.Id!) is { IsFinal: true } end)
        {
            job.Ended(end, ledger.Clock.Now);
            Interlocked.Increment(ref _ended);
            return true;
        }
        ledger.LookAgain(job);
        return false;
    }
}
