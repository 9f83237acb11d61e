namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>What a ScaledObject of KEDA says about scaling, as far as the rehearsal understands it (<see cref="Manifests.ScaledObjectReader"/>).</summary>
internal sealed record ScaledObject
{
    /// <summary>The Deployment it scales.</summary>
    public required string Target { get; init; }

    /// <summary>How often KEDA looks whether there is anything to do; 30 seconds by its default.</summary>
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long there must have been nothing to do before KEDA takes the last pod away; 5 minutes by its default.</summary>
    public TimeSpan CooldownPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The fewest pods; 0 by KEDA's default.</summary>
    public int MinReplicas { get; init; }

    /// <summary>The most pods; 100 by KEDA's default.</summary>
    public int MaxReplicas { get; init; } = 100;

    /// <summary>What is looked at.</summary>
    public required IReadOnlyList<RedisTrigger> Triggers { get; init; }

    /// <summary>What the triggers' values come to.</summary>
    public required Formula Formula { get; init; }

    /// <summary>How much of it a pod is to have on average.</summary>
    public required double TargetPerPod { get; init; }

    /// <summary>More than this is something to do.</summary>
    public double ActivationTarget { get; init; }

    /// <summary>How the autoscaler adds pods.</summary>
    public ScalingRules ScaleUp { get; init; } = ScalingRules.DefaultUp;

    /// <summary>How the autoscaler takes pods away.</summary>
    public ScalingRules ScaleDown { get; init; } = ScalingRules.DefaultDown;
}
