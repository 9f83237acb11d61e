using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Rehearsal.Tests.Data;

namespace FunctionsScheduler.Rehearsal.Tests.Manifests;

public sealed class WorkerManifestTests
{
    [Fact]
    public void Read_Deployment_HasSlotsDrainAndGracePeriod() =>
        Assert.Equal(new WorkerManifest(4, TimeSpan.FromSeconds(570), TimeSpan.FromSeconds(600)), WorkerManifest.Read(Files.Deployment));

    [Theory]
    [InlineData("Jobs__MaxConcurrentJobs", "Jobs__MaxJobs", "does not set Jobs__MaxConcurrentJobs")]
    [InlineData("/drain?seconds=570", "/drain", "preStop hook gets '/drain'; it must be /drain?seconds= and a number")]
    [InlineData("preStop:", "postStart:", "lifecycle.preStop is missing")]
    [InlineData("kind: Deployment", "kind: StatefulSet", "There is no Deployment.")]
    public void Read_DoesNotSayHowItEnds_SaysWhatIsMissing(string old, string changed, string message)
    {
        var text = Files.Deployment.Replace(old, changed, StringComparison.Ordinal);

        Assert.NotEqual(Files.Deployment, text);
        Assert.Contains(message, Assert.Throws<ManifestException>(() => WorkerManifest.Read(text)).Message);
    }
}
