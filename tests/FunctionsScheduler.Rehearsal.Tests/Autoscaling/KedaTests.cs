using CsCheck;
using FunctionsScheduler.Rehearsal.Autoscaling;
using static FunctionsScheduler.Rehearsal.Tests.Autoscaling.Objects;

namespace FunctionsScheduler.Rehearsal.Tests.Autoscaling;

public sealed class KedaTests
{
    [Fact]
    public void Poll_MoreThanActivation_StartsOnePod() => Assert.Equal(1, new Keda(Free).Poll(Seconds(0), 0, 500));

    [Fact]
    public void Poll_ExactlyActivation_StartsNone()
    {
        var keda = new Keda(Free with { ActivationTarget = 3 });

        Assert.Equal(0, keda.Poll(Seconds(0), 0, 3));
        Assert.Equal(1, keda.Poll(Seconds(5), 0, 3.5));
    }

    [Fact]
    public void Poll_SomethingToDo_LeavesTheNumberToTheAutoscaler() => Assert.Equal(7, new Keda(Free).Poll(Seconds(0), 7, 1));

    [Fact]
    public void Poll_NothingToDo_WaitsForTheCooldownToBeOver()
    {
        var keda = new Keda(Free);

        Assert.Equal(4, keda.Poll(Seconds(100), 4, 1));
        Assert.Equal(4, keda.Poll(Seconds(105), 4, 0));
        Assert.Equal(4, keda.Poll(Seconds(160), 4, 0));
        Assert.Equal(0, keda.Poll(Seconds(165), 4, 0));
    }

    [Fact]
    public void Poll_SomethingToDoMeanwhile_CooldownBeginsAnew()
    {
        var keda = new Keda(Free);
        keda.Poll(Seconds(0), 1, 1);
        keda.Poll(Seconds(55), 1, 1);

        Assert.Equal(1, keda.Poll(Seconds(65), 1, 0));
        Assert.Equal(0, keda.Poll(Seconds(120), 1, 0));
    }

    [Fact]
    public void Poll_NeverAnythingToDo_TakesThePodsAtOnce() => Assert.Equal(0, new Keda(Free).Poll(Seconds(0), 2, 0));

    [Fact]
    public void Poll_MinimumAboveZero_ComesUpToItAndNeverGoesBelow()
    {
        var keda = new Keda(Free with { MinReplicas = 2 });

        Assert.Equal(2, keda.Poll(Seconds(0), 0, 0));
        Assert.Equal(2, keda.Poll(Seconds(5), 0, 1));
        Assert.Equal(2, keda.Poll(Seconds(500), 2, 0));
    }

    [Fact]
    public void Poll_AnyValues_GoesToZeroOnlyWhenIdleForTheCooldown() =>
        Gen.Int[0, 2].Array[1, 60].Sample(values =>
        {
            var keda = new Keda(Free);
            var (now, replicas, lastActive) = (Seconds(0), 0, (TimeSpan?)null);
            foreach (var value in values)
            {
                var before = replicas;
                replicas = keda.Poll(now, replicas, value);
                if (value > 0)
                    lastActive = now;
                Assert.Equal(lastActive is { } last && now - last <= Free.CooldownPeriod ? 1 : 0, replicas);
                now += Free.PollingInterval;
            }
        });
}
