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
}
