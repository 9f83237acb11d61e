using FunctionsScheduler.Rehearsal.Autoscaling;

namespace FunctionsScheduler.Rehearsal.Tests.Autoscaling;

/// <summary>ScaledObjects for tests.</summary>
internal static class Objects
{
    /// <summary>10 jobs a pod, from 0 to 100 pods, nothing slows it down.</summary>
    public static readonly ScaledObject Free = new()
    {
        Target = "worker",
        PollingInterval = Seconds(5),
        CooldownPeriod = Seconds(60),
        Triggers = [new RedisTrigger("ready", "fs:{data}:ready")],
        Formula = Formula.Parse("ready"),
        TargetPerPod = 10,
        ScaleUp = Rules(0, PolicySelect.Max, Percent(100_000, 15)),
        ScaleDown = Rules(0, PolicySelect.Max, Percent(100, 15)),
    };

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public static ScalingRules Rules(double window, PolicySelect select, params ScalingPolicy[] policies) => new(Seconds(window), select, policies);

    public static ScalingPolicy Pods(int value, double period) => new(PolicyType.Pods, value, Seconds(period));

    public static ScalingPolicy Percent(int value, double period) => new(PolicyType.Percent, value, Seconds(period));
}
