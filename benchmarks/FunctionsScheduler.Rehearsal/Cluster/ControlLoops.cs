using FunctionsScheduler.Rehearsal.Autoscaling;

namespace FunctionsScheduler.Rehearsal.Cluster;

/// <summary>
/// KEDA's polling and the autoscaler's sync, each at its own interval. The autoscaler does not wait for KEDA's polling: KEDA's metrics
/// server asks Redis whenever the autoscaler asks it.
/// </summary>
internal sealed class ControlLoops(ScaledObject scaledObject, TriggerValues triggers, WorkerPods pods, RehearsalClock clock, Action<ScaleChange> changed)
{
    private readonly Keda _keda = new(scaledObject);
    private readonly PodAutoscaler _autoscaler = new(scaledObject);

    public async Task RunAsync(CancellationToken stopping)
    {
        var (poll, sync) = (clock.Now, clock.Now);
        while (!stopping.IsCancellationRequested)
        {
            if (clock.Now >= poll)
            {
                await StepAsync("KEDA", _keda.Poll);
                poll += scaledObject.PollingInterval;
            }
            if (clock.Now >= sync)
            {
                await StepAsync("autoscaler", _autoscaler.Sync);
                sync += PodAutoscaler.SyncPeriod;
            }
            await clock.UntilAsync(poll < sync ? poll : sync, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StepAsync(string who, Func<TimeSpan, int, double, int> decide)
    {
        var value = await triggers.EvaluateAsync();
        var (now, before) = (clock.Now, pods.Wanted);
        var wanted = decide(now, before, value);
        if (wanted == before)
            return;
        changed(new ScaleChange(now, who, before, wanted, value));
        pods.ScaleTo(wanted);
    }
}
