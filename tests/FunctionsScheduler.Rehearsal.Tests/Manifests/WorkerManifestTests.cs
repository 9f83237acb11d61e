using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Rehearsal.Tests.Data;

namespace FunctionsScheduler.Rehearsal.Tests.Manifests;

public sealed class WorkerManifestTests
{
    [Fact]
    public void Read_Deployment_HasSlotsHookDrainAndGracePeriod()
    {
        var read = WorkerManifest.Read(Files.Deployment);

        Assert.Equal((4, TimeSpan.FromSeconds(570), TimeSpan.FromSeconds(600)), (read.Slots, read.Drain, read.GracePeriod));
        Assert.Equal(["bash", "-ec"], read.PreStop.Take(2));
    }

    [Fact]
    public void PreStopWithin_OtherTime_ChangesOnlyTheSeconds()
    {
        var read = WorkerManifest.Read(Files.Deployment);

        var hook = read.PreStopWithin(TimeSpan.FromSeconds(71.2));

        Assert.Equal(read.PreStop[2].Replace("seconds=570", "seconds=72", StringComparison.Ordinal), hook[2]);
        Assert.Contains("seconds=72", hook[2]);
    }

    [Theory]
    [InlineData("Jobs__MaxConcurrentJobs", "Jobs__MaxJobs", "does not set Jobs__MaxConcurrentJobs")]
    [InlineData("/drain?seconds=570", "/drain", "preStop hook does not call /drain?seconds= with a number")]
    [InlineData("preStop:", "postStart:", "lifecycle.preStop is missing")]
    [InlineData("kind: Deployment", "kind: StatefulSet", "There is no Deployment.")]
    public void Read_DoesNotSayHowItEnds_SaysWhatIsMissing(string old, string changed, string message)
    {
        var text = Files.Deployment.Replace(old, changed, StringComparison.Ordinal);

        Assert.NotEqual(Files.Deployment, text);
        Assert.Contains(message, Assert.Throws<ManifestException>(() => WorkerManifest.Read(text)).Message);
    }
}
