using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using Moq;

namespace FunctionsScheduler.Core.Tests.Artifacts;

public sealed class JobArtifactsTests
{
    private static readonly JobId Id = JobId.Parse("image.01ARZ3NDEKTSV4RRFFQ69G5FAV");
    private static readonly ReadOnlyMemory<byte> Content = "x"u8.ToArray();

    private readonly Mock<IArtifactStore> _store = new(MockBehavior.Strict);

    [Fact]
    public async Task Put_FileName_WritesItAndLinksToIt()
    {
        _store.Setup(store => store.PutAsync(Id, "a.webp", "image/webp", Content, TestContext.Current.CancellationToken))
            .ReturnsAsync(new ArtifactInfo("a.webp", "image/webp", Content.Length, "1"));

        var link = await new JobArtifacts(_store.Object, Id).PutAsync("a.webp", "image/webp", Content, TestContext.Current.CancellationToken);

        Assert.Equal("/api/jobs/image.01ARZ3NDEKTSV4RRFFQ69G5FAV/artifacts/a.webp", link);
        _store.VerifyAll();
    }

    [Fact]
    public async Task Put_NotAFileName_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => new JobArtifacts(_store.Object, Id).PutAsync("../a", "image/webp", Content, TestContext.Current.CancellationToken));

        Assert.Equal("'../a' is not an artifact name. (Parameter 'name')", refused.Message);
        _store.VerifyNoOtherCalls();
    }
}
