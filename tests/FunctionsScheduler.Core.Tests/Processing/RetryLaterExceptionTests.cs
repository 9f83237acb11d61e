using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class RetryLaterExceptionTests
{
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    public void Delay_HandlerNamesATimeThatIsPast_IsNone(int seconds, int delaySeconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(delaySeconds), new RetryLaterException("busy", TimeSpan.FromSeconds(seconds)).Delay);
    }
}
