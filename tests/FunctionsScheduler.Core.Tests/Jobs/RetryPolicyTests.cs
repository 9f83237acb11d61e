using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Default_IsFourAttemptsTenSecondsApart()
    {
        Assert.Equal(4, RetryPolicy.Default.MaxAttempts);
        Assert.All([1, 2, 3], attempt => Assert.Equal(TimeSpan.FromSeconds(10), RetryPolicy.Default.DelayAfter(attempt, 0.5)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 5)]
    [InlineData(99, 5)]
    public void DelayAfter_Exponential_DoublesUpToTheCap(int attempt, double seconds)
    {
        var policy = new RetryPolicy { Strategy = RetryStrategy.Exponential, Delay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(5) };

        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.DelayAfter(attempt, 0));
    }

    [Theory]
    [InlineData(0.0, 5)]
    [InlineData(0.5, 7.5)]
    [InlineData(0.9999, 9.9995)]
    public void DelayAfter_WithJitter_LiesBetweenHalfAndAll(double draw, double seconds)
    {
        var policy = new RetryPolicy { Delay = TimeSpan.FromSeconds(10), Jitter = true };

        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.DelayAfter(1, draw));
    }

    [Fact]
    public void DelayAfter_AttemptZero_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.Default.DelayAfter(0, 0));
    }
}
