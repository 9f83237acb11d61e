using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Capacity;

namespace FunctionsScheduler.Core.Tests.Capacity;

public sealed class CapacityOptionsTests
{
    [Theory]
    [InlineData(10, null)]
    [InlineData(95, null)]
    [InlineData(9, "Limits:StoreFullPercent is 9; it must be from 10 to 95.")]
    [InlineData(96, "Limits:StoreFullPercent is 96; it must be from 10 to 95.")]
    public void Validate_AroundWhatIsAllowed_SaysWhatIs(int percent, string? error)
    {
        var options = new CapacityOptions { StoreFullPercent = percent };

        Assert.Equal(error, options.Validate(new ValidationContext(options)).SingleOrDefault()?.ErrorMessage);
    }
}
