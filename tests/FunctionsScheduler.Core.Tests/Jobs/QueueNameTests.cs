using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class QueueNameTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void IsValid_From1To64Characters(int length, bool valid)
    {
        Assert.Equal(valid, QueueName.IsValid(new string('q', length)));
    }

    [Theory]
    [InlineData("image", true)]
    [InlineData("Image-2_b", true)]
    [InlineData("a.b", false)]
    [InlineData("a{b", false)]
    [InlineData("a}b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void IsValid_LettersDigitsDashesAndUnderscoresOnly(string name, bool valid)
    {
        Assert.Equal(valid, QueueName.IsValid(name));
    }
}
