using System.Collections.Concurrent;
using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Chaos.Load;

namespace FunctionsScheduler.Chaos.Faults;

/// <summary>Lets a schedule of faults happen.</summary>
internal sealed class FaultInjector(ChaosSettings settings, ChaosCluster cluster, JobDriver driver, JobLedger ledger, TextWriter output)
{
    private readonly RunClock _clock = ledger.Clock;
    private readonly ConcurrentDictionary<FaultKind, int> _counts = new();
    private readonly ConcurrentBag<Task> _lasting = [];
    private readonly List<Recovery> _recoveries = [];

    /// <summary>How often each kind of fault happened.</summary>
    public IReadOnlyDictionary<FaultKind, int> Counts => _counts;

    public IReadOnlyList<Recovery> Recoveries => _recoveries;

    /// <summary>Lets all faults happen, and ends when the last of them is over.</summary>
    public async Task RunAsync(FaultSchedule schedule)
    {
        await Task.WhenAll(RunAsync(schedule.Processes, HarmProcessAsync), RunAsync(schedule.Store, HarmStoreAsync));
        await Task.WhenAll(_lasting);
    }

    private async Task RunAsync(IReadOnlyList<Fault> faults, Func<Fault, Task> harm)
    {
        var start = _clock.Now;
        foreach (var fault in faults)
        {
            var early = start + fault.At - _clock.Now;
            // When one takes longer than planned, the rest come later: pent-up faults must not come all at once.
            if (early > TimeSpan.Zero)
                await Task.Delay(early);
            else
                start -= early;
            await harm(fault);
            _counts.AddOrUpdate(fault.Kind, 1, static (_, count) => count + 1);
        }
    }

    private async Task HarmProcessAsync(Fault fault)
    {
        var members = fault.Kind is FaultKind.ApiKill or FaultKind.ApiPause ? cluster.Apis : cluster.Workers;
        Member[] well;
        // One is left in health, so that what is seen is the platform's doing and not the lack of one.
        while ((well = [.. members.Where(static member => member.IsHealthy)]).Length < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        var victim = well[fault.Target % well.Length];
        Say(fault, victim.Name);
        if (fault.Kind is FaultKind.WorkerKill or FaultKind.ApiKill)
            await cluster.KillAsync(victim);
        else
            _lasting.Add(await cluster.PauseAsync(victim, fault.Lasting));
    }

    private async Task HarmStoreAsync(Fault fault)
    {
        var alone = fault.Kind == FaultKind.StoreOutage;
        if (alone)
        {
            await cluster.Violence.WaitAsync();
            await cluster.AllUpAsync();
        }
        try
        {
            Say(fault, "Redis");
            var from = _clock.Now;
            await HarmStoreAsync(fault.Kind, fault.Lasting);
            var back = _clock.Now;
            var accepted = ledger.AcceptedSinceAsync(back, Recovery.Limit);
            var ran = ledger.RanSinceAsync(back, Recovery.Limit);
            var recovery = new Recovery(fault.Kind, from, back, await accepted, await ran);
            _recoveries.Add(recovery);
            Say(fault, $"over; first submission after {recovery.UntilAccepted.TotalSeconds:F1} s, first job after {recovery.UntilRan.TotalSeconds:F1} s");
        }
        finally
        {
            if (alone)
                cluster.Violence.Release();
        }
        if (fault.Kind == FaultKind.StorePrimaryLoss && !settings.WaitForReplicas)
            await cluster.Store.ReturnAsync();
    }

    private async Task HarmStoreAsync(FaultKind kind, TimeSpan lasting)
    {
        var store = cluster.Store;
        switch (kind)
        {
            case FaultKind.StoreCrash or FaultKind.StoreOutage:
                cluster.Killed(Kill.Redis);
                await store.RestartAsync(lasting);
                break;
            case FaultKind.StorePause:
                await store.PauseAsync(lasting);
                break;
            case FaultKind.StoreDisconnect:
                await store.DropConnectionsAsync();
                break;
            case FaultKind.StoreFull:
                await store.FillMemoryAsync(lasting);
                break;
            case FaultKind.StoreForgetsScripts:
                await store.FlushScriptsAsync();
                break;
            case FaultKind.StoreFailover:
                await store.FailOverAsync();
                break;
            case FaultKind.StorePrimaryLoss:
                await LosePrimaryAsync(lasting);
                break;
        }
    }

    private async Task LosePrimaryAsync(TimeSpan noticing)
    {
        await cluster.Store.InSyncAsync();
        if (!settings.WaitForReplicas)
        {
            // What only the primary has acknowledged is lost with it; so nothing is acknowledged that the replica does not have.
            await driver.HoldAsync();
            await cluster.Store.InSyncAsync();
        }
        cluster.Killed(Kill.LostPrimary);
        await cluster.Store.LosePrimaryAsync(noticing);
        // Nothing is acknowledged that no replica has, so there must be one again.
        if (settings.WaitForReplicas)
            await cluster.Store.ReturnAsync();
        driver.Release();
    }

    private void Say(Fault fault, string text) => output.WriteLine($"{_clock.Now:hh\\:mm\\:ss\\.f}  {fault.Kind}: {text}");
}
