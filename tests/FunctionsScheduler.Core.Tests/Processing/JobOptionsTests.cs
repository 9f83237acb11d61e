using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Scheduling;
using Microsoft.Extensions.Configuration;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class JobOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreRight()
    {
        Assert.Empty(Errors(new JobOptions()));
        Assert.Equal(["data", "image", "http"], new JobOptions().QueueNames);
        Assert.Empty(Errors(new RetentionOptions()));
    }

    [Fact]
    public void Validate_WrongSettings_AreNamed()
    {
        var wrong = new JobOptions
        {
            Queues = "a, b c",
            MaxConcurrentJobs = 0,
            Lease = TimeSpan.Zero,
            Timeout = TimeSpan.Zero,
            DrainTimeout = TimeSpan.FromSeconds(-1),
            SweepInterval = TimeSpan.Zero,
            MaxResultBytes = 1,
        };

        Assert.Equal(
            ["Jobs:Queues", "Jobs:MaxConcurrentJobs", "Jobs:Lease", "Jobs:Timeout", "Jobs:DrainTimeout", "Jobs:SweepInterval", "Jobs:MaxResultBytes"],
            Errors(wrong).Select(error => error.Split(' ')[0]));
        Assert.Equal(
            ["Retention:Succeeded", "Retention:Failed"],
            Errors(new RetentionOptions { Succeeded = -TimeSpan.FromDays(1), Failed = -TimeSpan.FromDays(1) }).Select(error => error.Split(' ')[0]));
    }

    [Theory]
    [InlineData("MaxConcurrentJobs", "1", "10000", "0", "10001")]
    [InlineData("Lease", "00:00:01", "01:00:00", "00:00:00.999", "01:00:01")]
    [InlineData("Timeout", "00:00:00.001", "7.00:00:00", "00:00:00", "7.00:00:01")]
    [InlineData("DrainTimeout", "00:00:00", "1.00:00:00", "-00:00:01", "1.00:00:01")]
    [InlineData("SweepInterval", "00:00:00.010", "00:01:00", "00:00:00.009", "00:01:01")]
    [InlineData("MaxResultBytes", "1024", "67108864", "1023", "67108865")]
    public void Validate_AroundWhatIsAllowed_RefusesWhatIsOutside(string setting, string least, string most, string tooLittle, string tooMuch)
    {
        Assert.Empty(Errors(With(setting, least)));
        Assert.Empty(Errors(With(setting, most)));
        Assert.StartsWith($"Jobs:{setting} is ", Assert.Single(Errors(With(setting, tooLittle))), StringComparison.Ordinal);
        Assert.StartsWith($"Jobs:{setting} is ", Assert.Single(Errors(With(setting, tooMuch))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a, b,,a", "a;b")]
    [InlineData("A,a", "A;a")]
    public void QueueNames_Text_IsSplitAndTidied(string queues, string names)
    {
        Assert.Equal(names.Split(';'), new JobOptions { Queues = queues }.QueueNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData("a,b c")]
    public void Validate_QueuesThatAreNone_AreNamed(string queues)
    {
        Assert.Equal(
            [$"Jobs:Queues is '{queues}'; it must be names of letters, digits, '-' and '_', separated by commas."], Errors(new JobOptions { Queues = queues }));
    }

    private static JobOptions With(string setting, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create<string, string?>(setting, value)]).Build().Get<JobOptions>()!;

    private static List<string> Errors(IValidatableObject options) =>
        [.. options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage!)];
}
