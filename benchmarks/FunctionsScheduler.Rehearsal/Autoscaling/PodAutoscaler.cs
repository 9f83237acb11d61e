namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>
/// What the HorizontalPodAutoscaler that KEDA sets up does at every sync: one external metric with a target of type AverageValue, and
/// <c>behavior</c>. As in <c>pkg/controller/podautoscaler</c> of Kubernetes: <c>GetExternalPerPodMetricReplicas</c>, then
/// <c>stabilizeRecommendationWithBehaviors</c>, then <c>convertDesiredReplicasWithBehaviorRate</c>.
/// </summary>
internal sealed class PodAutoscaler(ScaledObject scaledObject)
{
    /// <summary>How often the controller works it out, by its default (<c>--horizontal-pod-autoscaler-sync-period</c>).</summary>
    public static readonly TimeSpan SyncPeriod = TimeSpan.FromSeconds(15);

    /// <summary>How far the metric may be from its target without consequences (<c>--horizontal-pod-autoscaler-tolerance</c>).</summary>
    public const double Tolerance = 0.1;

    private readonly int _min = Math.Max(1, scaledObject.MinReplicas);
    private readonly List<(TimeSpan At, int Replicas)> _recommendations = [];
    private readonly List<(TimeSpan At, int Change)> _changes = [];

    /// <summary>Works out once how many pods there are to be.</summary>
    /// <param name="now">The time.</param>
    /// <param name="replicas">The pods wanted so far. With none, the autoscaler is switched off.</param>
    /// <param name="value">The metric: what the formula comes to.</param>
    /// <returns>The pods wanted from now on.</returns>
    public int Sync(TimeSpan now, int replicas, double value)
    {
        if (_recommendations.Count == 0)
            _recommendations.Add((now, replicas));
        if (replicas == 0)
            return 0;
        var wanted = replicas > scaledObject.MaxReplicas ? scaledObject.MaxReplicas
            : replicas < _min ? _min
            : Limit(now, replicas, Stabilize(now, replicas, Desired(replicas, value, scaledObject.TargetPerPod)));
        if (wanted != replicas)
            _changes.Add((now, wanted - replicas));
        return wanted;
    }

    /// <summary>How many pods a metric calls for: so many that each has its target, or as many as there are when that is close.</summary>
    /// <param name="replicas">The pods there are, at least 1.</param>
    /// <param name="value">The metric; thousandths count, what is less does not.</param>
    /// <param name="target">The target for a pod.</param>
    public static int Desired(int replicas, double value, double target)
    {
        var milliValue = (long)(value * 1000);
        var milliTarget = (long)(target * 1000);
        var ratio = milliValue / ((double)milliTarget * replicas);
        return ratio is >= 1 - Tolerance and <= 1 + Tolerance ? replicas : (int)Math.Ceiling((double)milliValue / milliTarget);
    }

    /// <summary>More pods only as far as all recommendations of one window agree, fewer only as far as those of the other do.</summary>
    private int Stabilize(TimeSpan now, int replicas, int desired)
    {
        var (up, down) = (scaledObject.ScaleUp.StabilizationWindow, scaledObject.ScaleDown.StabilizationWindow);
        var floor = _recommendations.Where(past => past.At > now - up).Aggregate(desired, static (least, past) => Math.Min(least, past.Replicas));
        var ceiling = _recommendations.Where(past => past.At > now - down).Aggregate(desired, static (most, past) => Math.Max(most, past.Replicas));
        var longest = up > down ? up : down;
        _recommendations.RemoveAll(past => past.At < now - longest);
        _recommendations.Add((now, desired));
        return Math.Min(Math.Max(replicas, floor), ceiling);
    }

    /// <summary>No faster than the policies allow, and within minimum and maximum.</summary>
    private int Limit(TimeSpan now, int replicas, int desired)
    {
        if (desired > replicas)
        {
            var most = Math.Max(replicas, Allowed(now, replicas, scaledObject.ScaleUp, static (policy, pods) => policy.MostFrom(pods), largest: Math.Max, smallest: Math.Min));
            return Math.Min(desired, Math.Min(most, scaledObject.MaxReplicas));
        }
        if (desired < replicas)
        {
            var fewest = Math.Min(replicas, Allowed(now, replicas, scaledObject.ScaleDown, static (policy, pods) => policy.FewestFrom(pods), largest: Math.Min, smallest: Math.Max));
            return Math.Max(desired, Math.Max(fewest, _min));
        }
        return desired;
    }

    private int Allowed(TimeSpan now, int replicas, ScalingRules rules, Func<ScalingPolicy, int, int> limit, Func<int, int, int> largest, Func<int, int, int> smallest) =>
        rules.Select == PolicySelect.Disabled
            ? replicas
            : rules.Policies.Select(policy => limit(policy, AtBeginning(now, replicas, policy.Period))).Aggregate(rules.Select == PolicySelect.Max ? largest : smallest);

    /// <summary>How many pods there were when a period began, as far as this autoscaler has changed it since.</summary>
    private int AtBeginning(TimeSpan now, int replicas, TimeSpan period) =>
        replicas - _changes.Where(past => past.At > now - period).Sum(static past => past.Change);
}
