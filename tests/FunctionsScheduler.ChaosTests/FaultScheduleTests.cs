using FunctionsScheduler.Chaos;
using FunctionsScheduler.Chaos.Faults;

namespace FunctionsScheduler.ChaosTests;

public sealed class FaultScheduleTests
{
    [Fact]
    public void Draw_SameSeed_SameSchedule()
    {
        var (one, two) = (FaultSchedule.Draw(Settings(seed: 7)), FaultSchedule.Draw(Settings(seed: 7)));

        Assert.Equal(one.Processes, two.Processes);
        Assert.Equal(one.Store, two.Store);
        Assert.NotEqual(one.Processes, FaultSchedule.Draw(Settings(seed: 8)).Processes);
    }

    [Fact]
    public void Draw_NoTimeForAll_HasEveryKindAllTheSame()
    {
        var schedule = FaultSchedule.Draw(Settings(seed: 1) with { Duration = TimeSpan.Zero });

        Assert.Equal(Enum.GetValues<FaultKind>(), schedule.Processes.Concat(schedule.Store).Select(static fault => fault.Kind).Order());
    }

    [Fact]
    public void Draw_QuarterOfAnHour_HasMoreThan200Kills()
    {
        var schedule = FaultSchedule.Draw(Settings(seed: 1));

        var kills = schedule.Processes.Concat(schedule.Store).Count(static fault =>
            fault.Kind is FaultKind.WorkerKill or FaultKind.ApiKill or FaultKind.StoreCrash or FaultKind.StoreOutage or FaultKind.StorePrimaryLoss);
        Assert.True(kills > 200, $"{kills} kills");
    }

    private static ChaosSettings Settings(int seed) => new() { Seed = seed };
}
