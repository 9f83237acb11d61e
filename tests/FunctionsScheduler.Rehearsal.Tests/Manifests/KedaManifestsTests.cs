using FunctionsScheduler.Rehearsal.Manifests;

namespace FunctionsScheduler.Rehearsal.Tests.Manifests;

/// <summary>The manifests of the repository are all understood, so that each can be rehearsed.</summary>
public sealed class KedaManifestsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Keda");

    [Fact]
    public void Read_EveryScaledObject_IsUnderstoodAndGoesWithItsDeployment()
    {
        var files = Directory.GetFiles(Folder, "scaledobject-*.yaml");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var scaledObject = ScaledObjectReader.Read(File.ReadAllText(file));
            var worker = WorkerManifest.Read(File.ReadAllText(Path.Combine(Folder, $"{scaledObject.Target}.yaml")));

            Assert.Equal(worker.Slots, scaledObject.TargetPerPod);
            Assert.True(worker.Drain < worker.GracePeriod, "The drain leaves no time for the rest of the end.");
        }
    }
}
