using FunctionsScheduler.Chaos;
using FunctionsScheduler.Chaos.Faults;
using FunctionsScheduler.Chaos.Judgement;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.ChaosTests;

/// <summary>Processes and Redis go down under load; no job is lost. The command in FunctionsScheduler.Chaos does the same at length.</summary>
[Trait("Store", "redis-server")]
public sealed class FaultTests
{
    private static readonly ChaosSettings Small = new()
    {
        Seed = 1,
        Duration = TimeSpan.FromSeconds(2),
        Workers = 2,
        Apis = 1,
        Slots = 8,
        JobsPerSecond = 50,
        Lease = TimeSpan.FromSeconds(2),
        // One, at the very beginning, for those who do not want more.
        PoisonInterval = TimeSpan.FromHours(1),
        Outage = TimeSpan.FromSeconds(3),
    };

    public FaultTests() => RedisServer.Require();

    [Fact]
    public async Task Run_EveryKindOfFault_LosesNothing()
    {
        var settings = Small with
        {
            Duration = TimeSpan.FromSeconds(20),
            Workers = 3,
            Apis = 2,
            ProcessFaultInterval = TimeSpan.FromSeconds(2.5),
            StoreFaultInterval = TimeSpan.FromSeconds(1),
        };

        var verdict = await RunAsync(settings, FaultSchedule.Draw(settings));

        Assert.Equal(Enum.GetValues<FaultKind>(), verdict.Faults.Keys.Order());
        Assert.True(verdict.Accepted > 100, $"{verdict.Accepted} jobs were accepted.");
        Assert.Equal(verdict.RollCall.Expected, verdict.RollCall.Present);
    }

    [Fact]
    public async Task Poison_JobThatKillsItsWorker_IsADeadLetterAfterAtMostItsAttempts()
    {
        var verdict = await RunAsync(Small, new FaultSchedule([], []));

        // On a busy machine a lease can run out before its job has begun: that costs an attempt, too.
        Assert.Equal(1, verdict.Poison.Ended);
        Assert.InRange(verdict.Poison.Runs, 1, 3);
        Assert.Equal(verdict.Poison.Runs, verdict.Kills["worker"]);
    }

    [Fact]
    public async Task Outage_UnderLoad_SubmissionsAreTold503AndGoOnAfterIt()
    {
        var verdict = await RunAsync(Small, OneOf(FaultKind.StoreOutage, Small.Outage));

        var (outage, answers) = Assert.Single(verdict.Recoveries);
        Assert.True(answers is { Told: > 0, Others: 0 }, $"{answers}");
        Assert.InRange(outage.UntilAccepted, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(outage.UntilRan, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Failover_UnderLoad_RunningProcessesFindTheNewPrimary()
    {
        var verdict = await RunAsync(Small, OneOf(FaultKind.StoreFailover, TimeSpan.Zero));

        var (failover, _) = Assert.Single(verdict.Recoveries);
        Assert.InRange(failover.UntilAccepted, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(failover.UntilRan, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static FaultSchedule OneOf(FaultKind kind, TimeSpan lasting) => new([], [new Fault(kind, TimeSpan.FromSeconds(1), lasting, Target: 0)]);

    private static async Task<Verdict> RunAsync(ChaosSettings settings, FaultSchedule schedule)
    {
        using var report = new StringWriter();
        await using var run = new ChaosRun(settings, TextWriter.Synchronized(report));
        var verdict = await run.RunAsync(schedule);
        ChaosReport.Write(verdict, report);
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(verdict.IsGood, report.ToString());
        return verdict;
    }
}
