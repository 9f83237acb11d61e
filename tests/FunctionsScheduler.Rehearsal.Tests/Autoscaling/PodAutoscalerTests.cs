using CsCheck;
using FunctionsScheduler.Rehearsal.Autoscaling;
using static FunctionsScheduler.Rehearsal.Tests.Autoscaling.Objects;

namespace FunctionsScheduler.Rehearsal.Tests.Autoscaling;

/// <summary>The figures follow from the documentation of Kubernetes ("Horizontal Pod Autoscaling") and its controller's source.</summary>
public sealed class PodAutoscalerTests
{
    [Theory]
    [InlineData(1, 100, 10, 10)]
    [InlineData(1, 101, 10, 11)]
    [InlineData(4, 0, 10, 0)]
    // Within a tenth of the target nothing changes, beyond it the exact number counts.
    [InlineData(10, 110, 10, 10)]
    [InlineData(10, 111, 10, 12)]
    [InlineData(10, 90, 10, 10)]
    [InlineData(10, 89, 10, 9)]
    [InlineData(20, 201, 10, 20)]
    // Thousandths count, what is less does not.
    [InlineData(1, 0.0009, 0.5, 0)]
    [InlineData(1, 20.001, 10, 3)]
    [InlineData(1, 20.0009, 10, 2)]
    public void Desired_Metric_IsItsShareForEachPod(int replicas, double value, double target, int desired) =>
        Assert.Equal(desired, PodAutoscaler.Desired(replicas, value, target));

    [Fact]
    public void Sync_NoPods_IsSwitchedOff() => Assert.Equal(0, new PodAutoscaler(Free).Sync(Seconds(0), 0, 1000));

    [Theory]
    [InlineData(1, 5000, 100)]
    [InlineData(3, 0, 1)]
    [InlineData(200, 5000, 100)]
    public void Sync_BeyondTheBounds_StaysWithin(int replicas, double value, int wanted) => Assert.Equal(wanted, new PodAutoscaler(Free).Sync(Seconds(0), replicas, value));

    [Fact]
    public void Sync_FewerThanTheMinimum_ComesUpToIt() => Assert.Equal(5, new PodAutoscaler(Free with { MinReplicas = 5 }).Sync(Seconds(0), 2, 0));

    /// <summary>The example of the documentation: at most 4 pods or 10% a minute, whichever is more, from 80 down to 10.</summary>
    [Fact]
    public void Sync_PercentAndPodsDown_FollowsTheDocumentedExample()
    {
        var autoscaler = new PodAutoscaler(Free with { ScaleDown = Rules(0, PolicySelect.Max, Pods(4, 60), Percent(10, 60)) });

        Assert.Equal([72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10, 10], Down(autoscaler, 80, 100, 15));
    }

    [Fact]
    public void Sync_SelectMinDown_TakesTheSmallerChange()
    {
        var autoscaler = new PodAutoscaler(Free with { ScaleDown = Rules(0, PolicySelect.Min, Pods(4, 60), Percent(10, 60)) });

        Assert.Equal([76, 72, 68], Down(autoscaler, 80, 100, 3));
    }

    [Fact]
    public void Sync_SelectDisabled_DoesNotScaleThatWay()
    {
        var down = new PodAutoscaler(Free with { ScaleDown = Rules(0, PolicySelect.Disabled, Pods(4, 60)) });
        var up = new PodAutoscaler(Free with { ScaleUp = Rules(0, PolicySelect.Disabled, Pods(4, 60)) });

        Assert.Equal(8, down.Sync(Seconds(0), 8, 10));
        Assert.Equal(9, down.Sync(Seconds(15), 8, 90));
        Assert.Equal(8, up.Sync(Seconds(0), 8, 500));
        Assert.Equal(1, up.Sync(Seconds(15), 8, 10));
    }

    /// <summary>Kubernetes' defaults: within 15 s by 4 pods or to twice as many, whichever is more.</summary>
    [Fact]
    public void Sync_DefaultsUp_AddsFourOrDoubles()
    {
        var autoscaler = new PodAutoscaler(Free with { ScaleUp = ScalingRules.DefaultUp });

        Assert.Equal([5, 10, 20, 40, 80, 100], Up(autoscaler, 1, 5000, 6));
    }

    [Fact]
    public void Sync_SelectMinUp_TakesTheSmallerChange()
    {
        var autoscaler = new PodAutoscaler(Free with { ScaleUp = Rules(0, PolicySelect.Min, Pods(4, 15), Percent(100, 15)) });

        Assert.Equal([2, 4, 8, 12, 16], Up(autoscaler, 1, 5000, 5));
    }

    /// <summary>A policy's period reaches back over several syncs: what was added within it counts.</summary>
    [Fact]
    public void Sync_PeriodLongerThanSync_CountsWhatChangedWithinIt()
    {
        var autoscaler = new PodAutoscaler(Free with { ScaleUp = Rules(0, PolicySelect.Max, Pods(4, 60)) });

        Assert.Equal([5, 5, 5, 5, 9], Up(autoscaler, 1, 5000, 5));
    }

    [Fact]
    public void Sync_PercentUp_IsRoundedUpAndDownTruncated()
    {
        var up = new PodAutoscaler(Free with { ScaleUp = Rules(0, PolicySelect.Max, Percent(10, 15)) });
        var down = new PodAutoscaler(Free with { ScaleDown = Rules(0, PolicySelect.Max, Percent(50, 60)) });

        Assert.Equal(4, up.Sync(Seconds(0), 3, 5000));
        Assert.Equal([1, 1], Down(down, 3, 0, 2));
    }

    [Fact]
    public void Sync_DownWindow_KeepsTheMostThatWasRecommendedWithinIt()
    {
        var autoscaler = new PodAutoscaler(Free with { ScaleDown = Rules(60, PolicySelect.Max, Percent(100, 15)) });

        Assert.Equal(8, autoscaler.Sync(Seconds(0), 8, 80));
        Assert.Equal(8, autoscaler.Sync(Seconds(15), 8, 30));
        Assert.Equal(8, autoscaler.Sync(Seconds(30), 8, 50));
        Assert.Equal(8, autoscaler.Sync(Seconds(45), 8, 20));
        Assert.Equal(5, autoscaler.Sync(Seconds(60), 8, 20));
        Assert.Equal(5, autoscaler.Sync(Seconds(75), 5, 20));
        Assert.Equal(2, autoscaler.Sync(Seconds(90), 5, 20));
    }

    [Fact]
    public void Sync_UpWindow_TakesTheLeastThatWasRecommendedWithinIt()
    {
        var autoscaler = new PodAutoscaler(Free with { ScaleUp = Rules(30, PolicySelect.Max, Percent(1000, 15)) });

        Assert.Equal(2, autoscaler.Sync(Seconds(0), 2, 80));
        Assert.Equal(2, autoscaler.Sync(Seconds(15), 2, 60));
        Assert.Equal(6, autoscaler.Sync(Seconds(30), 2, 70));
    }

    [Fact]
    public void Sync_NothingSlowsItDown_IsTheDesiredNumberWithinBounds() =>
        Gen.Select(Gen.Int[1, 100], Gen.Double[0, 2000]).Sample((replicas, value) =>
            Assert.Equal(Math.Clamp(PodAutoscaler.Desired(replicas, value, 10), 1, 100), new PodAutoscaler(Free).Sync(Seconds(0), replicas, value)));

    [Fact]
    public void Sync_AnyRulesAndLoad_KeepsBoundsWindowsAndPolicies() =>
        Gen.Select(GenRules, GenRules, Gen.Int[0, 500].Array[1, 40]).Sample((up, down, load) =>
        {
            var autoscaler = new PodAutoscaler(Free with { MaxReplicas = 30, ScaleUp = up, ScaleDown = down });
            var (now, replicas) = (Seconds(0), 3);
            var recommended = new List<(TimeSpan At, int Replicas)> { (now, replicas) };
            var counts = new List<(TimeSpan At, int Replicas)> { (Seconds(-1000), replicas) };
            foreach (var value in load)
            {
                var desired = PodAutoscaler.Desired(replicas, value, 10);
                var wanted = autoscaler.Sync(now, replicas, value);

                Assert.InRange(wanted, 1, 30);
                if (wanted > replicas)
                {
                    Assert.All(Within(recommended, now - up.StabilizationWindow).Append(desired), past => Assert.True(past >= wanted));
                    Assert.True(IsAllowed(up, policy => wanted <= policy.MostFrom(CountAt(counts, now - policy.Period))));
                }
                if (wanted < replicas)
                {
                    Assert.All(Within(recommended, now - down.StabilizationWindow).Append(desired), past => Assert.True(Math.Max(1, past) <= wanted));
                    Assert.True(IsAllowed(down, policy => wanted >= policy.FewestFrom(CountAt(counts, now - policy.Period))));
                }
                recommended.Add((now, desired));
                counts.Add((now, wanted));
                (replicas, now) = (wanted, now + PodAutoscaler.SyncPeriod);
            }
        });

    private static Gen<ScalingRules> GenRules => Gen.Select(
        Gen.Int[0, 8].Select(static steps => Seconds(15 * steps)),
        Gen.OneOfConst(PolicySelect.Max, PolicySelect.Min, PolicySelect.Disabled),
        Gen.Select(Gen.OneOfConst(PolicyType.Pods, PolicyType.Percent), Gen.Int[1, 200], Gen.Int[1, 8], static (type, value, steps) => new ScalingPolicy(type, value, Seconds(15 * steps))).Array[1, 3],
        static (window, select, policies) => new ScalingRules(window, select, policies));

    private static IEnumerable<int> Within(List<(TimeSpan At, int Replicas)> past, TimeSpan since) => past.Where(one => one.At > since).Select(static one => one.Replicas);

    private static int CountAt(List<(TimeSpan At, int Replicas)> counts, TimeSpan at) => counts.Last(count => count.At <= at).Replicas;

    private static bool IsAllowed(ScalingRules rules, Func<ScalingPolicy, bool> allows) => rules.Select switch
    {
        PolicySelect.Max => rules.Policies.Any(allows),
        PolicySelect.Min => rules.Policies.All(allows),
        _ => false,
    };

    private static List<int> Down(PodAutoscaler autoscaler, int replicas, double value, int times) => Run(autoscaler, replicas, value, times, Seconds(60));

    private static List<int> Up(PodAutoscaler autoscaler, int replicas, double value, int times) => Run(autoscaler, replicas, value, times, PodAutoscaler.SyncPeriod);

    private static List<int> Run(PodAutoscaler autoscaler, int replicas, double value, int times, TimeSpan step)
    {
        var counts = new List<int>();
        for (var i = 0; i < times; i++)
            counts.Add(replicas = autoscaler.Sync(step * i, replicas, value));
        return counts;
    }
}
