using FunctionsScheduler.Artifacts;

namespace FunctionsScheduler.Core.Tests.Artifacts;

public sealed class ArtifactNameTests
{
    [Theory]
    [InlineData("result.webp", true)]
    [InlineData("a-b_c.1", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void IsValid_FileNamesOnly(string name, bool valid)
    {
        Assert.Equal(valid, ArtifactName.IsValid(name));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void IsValid_UpTo100Characters(int length, bool valid)
    {
        Assert.Equal(valid, ArtifactName.IsValid(new string('a', length)));
    }
}
