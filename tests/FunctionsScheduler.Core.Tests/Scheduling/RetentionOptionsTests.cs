using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Scheduling;

namespace FunctionsScheduler.Core.Tests.Scheduling;

public sealed class RetentionOptionsTests
{
    [Fact]
    public void Validate_Zero_IsRight()
    {
        var none = new RetentionOptions { Succeeded = TimeSpan.Zero, Failed = TimeSpan.Zero };

        Assert.Empty(none.Validate(new ValidationContext(none)));
    }

    [Fact]
    public void Validate_NegativeTimes_AreNamed()
    {
        var negative = new RetentionOptions { Succeeded = TimeSpan.FromSeconds(-1), Failed = TimeSpan.FromSeconds(-2) };

        Assert.Equal(
            ["Retention:Succeeded is -00:00:01; it must not be negative.", "Retention:Failed is -00:00:02; it must not be negative."],
            negative.Validate(new ValidationContext(negative)).Select(static result => result.ErrorMessage));
    }
}
