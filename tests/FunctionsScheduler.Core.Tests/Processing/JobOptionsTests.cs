using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Scheduling;

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

    private static List<string> Errors(IValidatableObject options) =>
        [.. options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage!)];
}
