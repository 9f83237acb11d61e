using System.Text.Json;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class SubmissionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"priority":0}""")]
    [InlineData("""{"priority":9}""")]
    [InlineData("""{"delaySeconds":0}""")]
    [InlineData("""{"delaySeconds":31622400}""")]
    [InlineData("""{"runAt":"2027-01-02T00:00:00Z"}""")]
    [InlineData("""{"runAt":"1970-01-01T00:00:00Z"}""")]
    [InlineData("""{"timeoutSeconds":0.001}""")]
    [InlineData("""{"timeoutSeconds":604800}""")]
    [InlineData("""{"retry":{"maxAttempts":1}}""")]
    [InlineData("""{"retry":{"maxAttempts":100}}""")]
    [InlineData("""{"retry":{"delaySeconds":0,"maxDelaySeconds":0}}""")]
    [InlineData("""{"retry":{"delaySeconds":31622400,"maxDelaySeconds":31622400}}""")]
    [InlineData("""{"tags":[]}""")]
    public void Check_AtALimit_IsAccepted(string json)
    {
        Assert.Empty(Errors(JsonSerializer.Deserialize<JobSubmission>(json, JobJson.Options)!));
    }

    [Theory]
    [InlineData("""{"delaySeconds":31622400.001}""", "delaySeconds", "is 31622400.001; it must be from 0 to 31622400 seconds")]
    [InlineData("""{"runAt":"2027-01-02T00:00:00.001Z"}""", "runAt", "is more than 366 days ahead, which is the most")]
    [InlineData("""{"timeoutSeconds":0.0009}""", "timeoutSeconds", "is 0.0009; it must be from 0.001 to 604800 seconds")]
    [InlineData("""{"timeoutSeconds":604800.001}""", "timeoutSeconds", "is 604800.001; it must be from 0.001 to 604800 seconds")]
    [InlineData("""{"retry":{"maxAttempts":101}}""", "retry.maxAttempts", "is 101; it must be from 1 to 100")]
    [InlineData("""{"retry":{"delaySeconds":1,"maxDelaySeconds":0.999}}""", "retry.maxDelaySeconds", "must not be less than 'retry.delaySeconds'")]
    public void Check_BeyondALimit_IsRefused(string json, string field, string message)
    {
        Assert.Equal([new FieldError(field, message)], Errors(JsonSerializer.Deserialize<JobSubmission>(json, JobJson.Options)!));
    }

    [Fact]
    public void Check_TwentyTagsOfAHundredCharacters_AreAccepted()
    {
        Assert.Empty(Errors(new JobSubmission { Tags = [.. Enumerable.Repeat(new string('x', 100), 20)] }));
    }

    [Fact]
    public void Check_TagOfMoreCharacters_IsRefused()
    {
        Assert.Equal(
            [new FieldError("tags[1]", "must have from 1 to 100 characters")],
            Errors(new JobSubmission { Tags = ["x", new string('x', 101)] }));
    }

    private static List<FieldError> Errors(JobSubmission submission)
    {
        var errors = new List<FieldError>();
        SubmissionRules.Check(submission, Now, errors);
        return errors;
    }
}
