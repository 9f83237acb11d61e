using FunctionsScheduler.Rehearsal.Plot;

namespace FunctionsScheduler.Rehearsal.Tests.Plot;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(6, 6, "0 1 2 3 4 5 6")]
    [InlineData(480, 6, "0 100 200 300 400")]
    [InlineData(8.5, 16, "0 1 2 3 4 5 6 7 8")]
    [InlineData(1100, 6, "0 200 400 600 800 1000")]
    [InlineData(1, 6, "0 1")]
    public void Ticks_LargestValue_AreRoundNumbersUpToIt(double most, int steps, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', new Scale(most, 0, 100).Ticks(steps)));

    [Fact]
    public void Item_Value_IsItsShareOfTheWay()
    {
        var upwards = new Scale(10, From: 200, To: 100);

        Assert.Equal(("200", "150", "100", "166.7"), (upwards[0], upwards[5], upwards[10], upwards[3.333]));
    }
}
