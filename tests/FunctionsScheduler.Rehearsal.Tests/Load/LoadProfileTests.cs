using FunctionsScheduler.Rehearsal.Load;

namespace FunctionsScheduler.Rehearsal.Tests.Load;

public sealed class LoadProfileTests
{
    private static readonly LoadProfile Profile = new();

    [Fact]
    public void Plan_SlotsAndPods_GivesABurstAPlateauAndATailThatFitsIntoOnePod()
    {
        var plan = Profile.Plan(slots: 16, maxReplicas: 6);

        Assert.Equal(Enumerable.Range(0, plan.Count), plan.Select(static job => job.Number));
        Assert.Equal(plan.Select(static job => job.At).Order(), plan.Select(static job => job.At));
        Assert.Equal(480, plan.Count(job => job.At == Profile.Idle));
        // 38.4 in flight for 10 s each, for 150 s.
        Assert.Equal(576, plan.Count(job => job.At >= Profile.Idle + Profile.Burst && !job.IsLong));
        Assert.Equal(12, plan.Count(static job => job.IsLong));
        Assert.All(plan.Where(static job => job.IsLong), static job => Assert.Equal(Profile.LongTakes, job.Takes));
    }

    [Fact]
    public void Plan_LongJobs_ComeWhileThePlateauLasts()
    {
        var tail = Profile.Phases.Single(static phase => phase.Name == PhaseName.Tail).Start;

        Assert.All(Profile.Plan(16, 6).Where(static job => job.IsLong), job => Assert.InRange(job.At, tail - Profile.JobTakes, tail));
    }
}
