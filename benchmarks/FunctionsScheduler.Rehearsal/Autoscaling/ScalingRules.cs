namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>
/// One direction of the field <c>behavior</c> of a HorizontalPodAutoscaler. What is left out has the defaults of Kubernetes (API
/// autoscaling/v2, and the controller's downscale stabilisation of 5 minutes).
/// </summary>
/// <param name="StabilizationWindow">Over how much time the most cautious recommendation counts.</param>
/// <param name="Select">Which policy counts.</param>
/// <param name="Policies">How fast the number of pods may change.</param>
internal sealed record ScalingRules(TimeSpan StabilizationWindow, PolicySelect Select, IReadOnlyList<ScalingPolicy> Policies)
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(15);

    /// <summary>At once, by 4 pods or to twice as many within 15 seconds, whichever is more.</summary>
    public static readonly ScalingRules DefaultUp = new(
        TimeSpan.Zero, PolicySelect.Max, [new ScalingPolicy(PolicyType.Pods, 4, DefaultPeriod), new ScalingPolicy(PolicyType.Percent, 100, DefaultPeriod)]);

    /// <summary>To the most that was recommended in the last 5 minutes, as far as need be.</summary>
    public static readonly ScalingRules DefaultDown = new(
        TimeSpan.FromMinutes(5), PolicySelect.Max, [new ScalingPolicy(PolicyType.Percent, 100, DefaultPeriod)]);
}
