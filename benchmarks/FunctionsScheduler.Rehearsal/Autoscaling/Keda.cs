namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>
/// What KEDA's operator does with a Deployment every polling interval: it starts the first pods when there is something to do, and takes
/// away the last when there has been nothing for the cool-down period. Everything in between is the autoscaler's, which KEDA has set up.
/// As in <c>pkg/scaling/executor/scale_scaledobjects.go</c> of KEDA 2.20, without fallback, idle replicas and pauses.
/// </summary>
internal sealed class Keda(ScaledObject scaledObject)
{
    private TimeSpan? _lastActive;

    /// <summary>Looks once.</summary>
    /// <param name="now">The time.</param>
    /// <param name="replicas">The pods wanted so far.</param>
    /// <param name="value">What the formula comes to.</param>
    /// <returns>The pods wanted from now on.</returns>
    public int Poll(TimeSpan now, int replicas, double value)
    {
        if (value > scaledObject.ActivationTarget)
        {
            _lastActive = now;
            return replicas == 0 ? Math.Max(1, scaledObject.MinReplicas) : replicas;
        }
        if (replicas < scaledObject.MinReplicas)
            return scaledObject.MinReplicas;
        var isCool = _lastActive is not { } last || last + scaledObject.CooldownPeriod < now;
        return scaledObject.MinReplicas == 0 && isCool ? 0 : replicas;
    }
}
