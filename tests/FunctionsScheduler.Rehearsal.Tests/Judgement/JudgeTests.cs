using FunctionsScheduler.Rehearsal.Judgement;
using FunctionsScheduler.Rehearsal.Load;
using static FunctionsScheduler.Rehearsal.Tests.Autoscaling.Objects;
using static FunctionsScheduler.Rehearsal.Tests.Verdicts;

namespace FunctionsScheduler.Rehearsal.Tests.Judgement;

public sealed class JudgeTests
{
    [Fact]
    public void Of_AllWell_HasTheFiguresAndNoViolation()
    {
        var verdict = Good();

        Assert.Empty(verdict.Violations);
        Assert.Equal((2, 1), (verdict.Jobs, verdict.LongJobs));
        Assert.Equal((Seconds(14), Seconds(10)), verdict.FirstJobDone);
        Assert.Equal((Seconds(1), Seconds(76)), (verdict.FirstPodWanted, verdict.BackToZero));
    }

    [Theory]
    [InlineData("failed", 1, "1 jobs did not succeed; job 1 is failed.")]
    [InlineData("lost", 0, "1 jobs did not succeed; job 1 is lost.")]
    [InlineData("succeeded", 2, "1 jobs needed more than one attempt; job 1, a long one, needed 2.")]
    public void Of_JobThatDidNotEndAsItMust_IsAViolation(string state, int attempt, string violation) =>
        Assert.Equal([violation], Of([Ends[0], Ends[1] with { State = state, Attempt = attempt }], static job => [Runs[job.Number]], Samples).Violations);

    [Fact]
    public void Of_JobThatWasInterrupted_IsAViolationEvenWhenItSucceededLater() =>
        Assert.Equal(
            ["1 jobs were interrupted or ran again; job 1, a long one, called 2 times."],
            Of(Ends, static job => job.Number == 0 ? [Runs[0]] : [new JobRun(Seconds(22)) { BrokenOff = Seconds(23) }, Runs[1]], Samples).Violations);

    [Fact]
    public void Of_PodsLeftInTheEnd_IsAViolation() =>
        Assert.Contains("It did not come back to zero", Assert.Single(Of(Ends, static job => [Runs[job.Number]], Samples[..^1]).Violations));

    [Fact]
    public void Of_PodsAtTheBeginning_IsAViolation() =>
        Assert.Equal(["It did not begin with no pods and the first job."], Of(Ends, static job => [Runs[job.Number]], Samples[1..]).Violations);

    [Fact]
    public void Of_RefusedSubmission_IsAViolation() =>
        Assert.Equal(["1 submissions were refused, the first with 503"], Of(Ends, static job => [Runs[job.Number]], Samples, "503").Violations);

    [Fact]
    public void Of_NoJobs_IsAViolation() => Assert.Equal(["No job was accepted."], Of([], static _ => [], Samples).Violations);
}
