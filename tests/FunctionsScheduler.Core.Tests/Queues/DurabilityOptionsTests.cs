using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class DurabilityOptionsTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 4000)]
    public void Validate_Allowed_IsRight(int replicas, int timeoutMs)
    {
        Assert.Empty(Errors(replicas, timeoutMs));
    }

    [Theory]
    [InlineData(-1, 1000, "Redis:WaitForReplicas is -1; it must be from 0 to 10.")]
    [InlineData(11, 1000, "Redis:WaitForReplicas is 11; it must be from 0 to 10.")]
    [InlineData(0, 9, "Redis:WaitTimeout is 00:00:00.0090000; it must be from 00:00:00.010 to 00:00:04.")]
    [InlineData(0, 4001, "Redis:WaitTimeout is 00:00:04.0010000; it must be from 00:00:00.010 to 00:00:04.")]
    public void Validate_NotAllowed_SaysWhatIs(int replicas, int timeoutMs, string error)
    {
        Assert.Equal([error], Errors(replicas, timeoutMs));
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    [InlineData(0, true, true)]
    public void Any_ReplicasOrLog_IsTrue(int replicas, bool aof, bool any)
    {
        Assert.Equal(any, new DurabilityOptions { WaitForReplicas = replicas, WaitForAof = aof }.Any);
    }

    private static IEnumerable<string?> Errors(int replicas, int timeoutMs)
    {
        var options = new DurabilityOptions { WaitForReplicas = replicas, WaitTimeout = TimeSpan.FromMilliseconds(timeoutMs) };
        return options.Validate(new ValidationContext(options)).Select(static result => result.ErrorMessage);
    }
}
