using FunctionsScheduler.Rehearsal.Judgement;

namespace FunctionsScheduler.Rehearsal.Tests.Judgement;

public sealed class RehearsalReportTests
{
    [Fact]
    public void Write_Good_SaysSoAndHasTheTimeToTheFirstJob()
    {
        var report = Write(Verdicts.Good());

        Assert.Contains("First job done", report, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("14.0 s of real time after the first submission, of which 10.0 s were the job's own", report);
        Assert.Contains("Nothing was lost or interrupted.", report);
    }

    [Fact]
    public void Write_Violations_ListsThem()
    {
        var report = Write(Verdicts.Of([], static _ => [], Verdicts.Samples));

        Assert.Contains($"VIOLATED{Environment.NewLine}No job was accepted.", report);
        Assert.DoesNotContain("Nothing was lost", report);
    }

    private static string Write(Verdict verdict)
    {
        using var report = new StringWriter();
        RehearsalReport.Write(verdict, report);
        return report.ToString();
    }
}
