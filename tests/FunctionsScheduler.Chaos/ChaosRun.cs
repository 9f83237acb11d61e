using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Faults;
using FunctionsScheduler.Chaos.Judgement;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Chaos.Load;

namespace FunctionsScheduler.Chaos;

/// <summary>One run: starts everything, lets things go wrong under load, waits for rest, and judges.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RestLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RollCallLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    private readonly ChaosSettings _settings;
    private readonly TextWriter _output;
    private readonly RunClock _clock = new();
    private readonly RollCall _rollCall;
    private readonly JobTarget _target;
    private readonly OutcomeWatch _watch;
    private readonly OutcomeEvents _events;

    public ChaosRun(ChaosSettings settings, TextWriter output)
    {
        (_settings, _output) = (settings, output);
        Ledger = new JobLedger(_clock);
        Cluster = new ChaosCluster(settings, _clock);
        _rollCall = new RollCall(settings.Workers * settings.Slots);
        _target = new JobTarget(Ledger, Cluster, _rollCall);
        Driver = new JobDriver(settings, Cluster, _target, Ledger);
        Faults = new FaultInjector(settings, Cluster, Driver, Ledger, output);
        _watch = new OutcomeWatch(Ledger, Cluster);
        _events = new OutcomeEvents(_clock);
    }

    public JobLedger Ledger { get; }

    public ChaosCluster Cluster { get; }

    public JobDriver Driver { get; }

    public FaultInjector Faults { get; }

    /// <summary>Runs a schedule of faults under load, which lasts for the duration set or as long as the schedule does.</summary>
    public async Task<Verdict> RunAsync(FaultSchedule schedule)
    {
        await _target.StartAsync();
        await Cluster.StartAsync();
        await _events.ListenAsync(Cluster.Store.Endpoints, ChaosCluster.Queues);
        using var loadOver = new CancellationTokenSource();
        using var watchOver = new CancellationTokenSource();
        var driving = Driver.RunAsync(loadOver.Token);
        var watching = _watch.RunAsync(watchOver.Token);
        await using (new Timer(_ => Say(), null, ProgressInterval, ProgressInterval))
        {
            await Task.WhenAll(Faults.RunAsync(schedule), Task.Delay(_settings.Duration));
            await loadOver.CancelAsync();
            await driving;
            _output.WriteLine($"{_clock.Now:hh\\:mm\\:ss\\.f}  No more faults and no more jobs; waiting for rest.");
            await Cluster.AllUpAsync();
            await RestAsync();
        }
        var elapsed = _clock.Now;
        var present = await CallRollAsync();
        await watchOver.CancelAsync();
        await watching;
        return await new Oracle(_settings, Ledger, Cluster, Faults, _watch, _events).JudgeAsync(_rollCall, present, elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _events.DisposeAsync();
        await _target.DisposeAsync();
    }

    /// <summary>Waits until nothing waits or runs any more; what does not come to rest is the oracle's to judge.</summary>
    private async Task RestAsync()
    {
        var limit = _clock.Now + RestLimit;
        while (_clock.Now < limit && QueueCount.Of(await Cluster.GetTextAsync("/api/queues"), "waiting", "delayed", "running") > 0)
            await Task.Delay(Look);
    }

    /// <summary>Gives every slot of every worker a job at the same time.</summary>
    /// <returns>How many slots had one.</returns>
    private async Task<int> CallRollAsync()
    {
        var plan = new JobPlan(JobKind.RollCall, Priority: 0, TimeSpan.Zero, TimeSpan.Zero);
        await Task.WhenAll(Enumerable.Range(0, _rollCall.Expected).Select(i => Driver.SubmitAsync(Cluster.Apis[i % Cluster.Apis.Count], Ledger.Open(plan))));
        await Task.WhenAny(_rollCall.Complete, Task.Delay(RollCallLimit));
        var present = _rollCall.Present;
        _rollCall.Dismiss();
        await RestAsync();
        return present;
    }

    private void Say()
    {
        var away = Cluster.Members.Where(static member => !member.IsHealthy).Select(static member => member.Name).ToArray();
        _output.WriteLine($"{_clock.Now:hh\\:mm\\:ss\\.f}  {Ledger.AcceptedCount:N0} accepted, {_watch.Ended:N0} seen to end, {Cluster.Kills.Count} kills{(away.Length == 0 ? "" : $"; down or paused: {string.Join(", ", away)}")}");
    }
}
