using FunctionsScheduler.Handlers.Tests.Platform;

namespace FunctionsScheduler.Handlers.Tests.Data;

public sealed class DataPayloadTests
{
    [Theory]
    [InlineData("""{}""", "payload.data: Missing 'data' in payload: give either 'data' (text) or 'url' (http or https)")]
    [InlineData("""{"data": null}""", "payload.data: Missing 'data' in payload: give either 'data' (text) or 'url' (http or https)")]
    [InlineData("""{"operation": "upper"}""", "payload.data: Missing 'data' in payload: give either 'data' (text) or 'url' (http or https)")]
    [InlineData("""{"data": "a", "operation": "shout"}""", "payload.operation: must be one of: upper, lower, reverse, sha256, wordcount, csv-summary")]
    [InlineData("""{"url": "/local"}""", "payload.url: must be an absolute http or https URL, such as https://example.com/file")]
    [InlineData("""{"url": "file:///etc/passwd"}""", "payload.url: must be an absolute http or https URL, such as https://example.com/file")]
    [InlineData("""{"url": "ftp://example.com/a"}""", "payload.url: must be an absolute http or https URL, such as https://example.com/file")]
    [InlineData("""{"url": "http://me:secret@example.com/"}""", "payload.url: must not hold a user name or password: a job's payload is stored and shown")]
    public void Validate_WrongField_IsNamedWithWhatIsAllowed(string payload, string error)
    {
        using var host = JobHost.Guarded();

        Assert.Equal([error], host.Validate("data", payload));
    }

    [Fact]
    public void Validate_BothDataAndUrl_NamesBoth()
    {
        using var host = JobHost.Guarded();

        var errors = host.Validate("data", """{"data": "a", "url": "http://example.com/"}""");

        Assert.Equal(["payload.data: Give either 'data' or 'url', not both", "payload.url: Give either 'data' or 'url', not both"], errors);
    }

    [Fact]
    public void Validate_UrlTooLong_TellsTheLimit()
    {
        using var host = JobHost.Guarded();

        var error = Assert.Single(host.Validate("data", $$"""{"url": "http://example.com/{{new string('a', 9000)}}"}"""));

        Assert.Equal("payload.url: has 9019 characters; up to 8192 are allowed", error);
    }

    [Theory]
    [InlineData("""{"data": 5}""", "payload.data")]
    [InlineData("""{"data": "a", "operation": 1}""", "payload.operation")]
    [InlineData("""{"data": "\ud800"}""", "payload.data")]
    [InlineData("""{"data": "a", "colour": "red"}""", "payload.colour")]
    [InlineData("""["a"]""", "payload")]
    public void Validate_WrongShape_NamesTheField(string payload, string field)
    {
        using var host = JobHost.Guarded();

        var error = Assert.Single(host.Validate("data", payload));

        Assert.StartsWith($"{field}: ", error, StringComparison.Ordinal);
    }
}
