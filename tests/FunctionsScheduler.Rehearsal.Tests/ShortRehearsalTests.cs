using FunctionsScheduler.Rehearsal.Cluster;
using FunctionsScheduler.Rehearsal.Judgement;
using FunctionsScheduler.Rehearsal.Load;
using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Rehearsal.Tests.Data;
using FunctionsScheduler.Testing;
using static FunctionsScheduler.Rehearsal.Tests.Autoscaling.Objects;

namespace FunctionsScheduler.Rehearsal.Tests;

/// <summary>Real workers come and go on a real Redis, as KEDA and Kubernetes would have them. The program does the same at length.</summary>
[Trait("Store", "redis-server")]
public sealed class ShortRehearsalTests
{
    public ShortRehearsalTests() => RedisServer.Require();

    [Fact]
    public async Task Run_BurstPlateauAndTail_ComesFromZeroAndBackAndInterruptsNoJob()
    {
        var load = new LoadProfile { Idle = Seconds(5), Burst = Seconds(30), Plateau = Seconds(45), BurstPerSlot = 4, PlateauPerSlot = 0.75, JobTakes = Seconds(8), LongPerSlot = 1, LongTakes = Seconds(75) };
        var settings = new RehearsalSettings(ScaledObjectReader.Read(Files.ScaledObject), WorkerManifest.Read(Files.Deployment), load) { Speed = 8 };
        using var output = new StringWriter();
        await using var run = new RehearsalRun(settings, TextWriter.Synchronized(output));

        var verdict = await run.RunAsync();

        RehearsalReport.Write(verdict, output);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(verdict.IsGood, output.ToString());
        Assert.Equal(3, verdict.Samples.Max(static sample => sample.Wanted));
        Assert.All(verdict.Pods, static pod => Assert.Equal(PodState.Gone, pod.State));
        Assert.NotNull(verdict.FirstJobDone);
    }
}
