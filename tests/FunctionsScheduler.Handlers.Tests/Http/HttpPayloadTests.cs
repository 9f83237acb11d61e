using FunctionsScheduler.Handlers.Tests.Platform;

namespace FunctionsScheduler.Handlers.Tests.Http;

public sealed class HttpPayloadTests
{
    [Theory]
    [InlineData("""{}""", "payload.url: Missing 'url' in payload: give an absolute http or https URL")]
    [InlineData("""{"url": "gopher://example.com"}""", "payload.url: must be an absolute http or https URL, such as https://example.com/file")]
    [InlineData("""{"url": "http://a:b@example.com"}""", "payload.url: must not hold a user name or password: a job's payload is stored and shown")]
    [InlineData("""{"url": "http://example.com", "method": "FETCH"}""", "payload.method: must be one of: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")]
    [InlineData("""{"url": "http://example.com", "method": "get"}""", "payload.method: must be one of: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")]
    [InlineData("""{"url": "http://example.com", "method": "GET", "body": 1}""", "payload.body: a GET has no body; one goes with: POST, PUT, PATCH, DELETE")]
    [InlineData("""{"url": "http://example.com", "expectedStatus": []}""", "payload.expectedStatus: must hold 1 to 50 statuses; leave it out to accept any 2xx")]
    [InlineData("""{"url": "http://example.com", "expectedStatus": [200, 42]}""", "payload.expectedStatus[1]: must be a status from 200 to 599, not 42")]
    [InlineData("""{"url": "http://example.com", "headers": {"Host": "b"}}""", "payload.headers.Host: is set by the platform and must be left out")]
    [InlineData("""{"url": "http://example.com", "headers": {"content-length": "1"}}""", "payload.headers.content-length: is set by the platform and must be left out")]
    [InlineData("""{"url": "http://example.com", "headers": {"Transfer-Encoding": "chunked"}}""", "payload.headers.Transfer-Encoding: is set by the platform and must be left out")]
    [InlineData("""{"url": "http://example.com", "headers": {"X-Job-Id": "1"}}""", "payload.headers.X-Job-Id: is set by the platform and must be left out")]
    [InlineData("""{"url": "http://example.com", "headers": {"a b": "1"}}""", "payload.headers.a b: is not a header name: letters, digits and !#$%&'*+-.^_`|~ are allowed")]
    [InlineData("""{"url": "http://example.com", "headers": {"X-A": "1", "x-a": "2"}}""", "payload.headers.x-a: is given twice; header names are the same in any case")]
    [InlineData("""{"url": "http://example.com", "headers": {"X-A": "1\r\nX-B: 2"}}""", "payload.headers.X-A: must be up to 8192 printable ASCII characters in one line")]
    [InlineData("""{"url": "http://example.com", "headers": {"X-A": null}}""", "payload.headers.X-A: must be up to 8192 printable ASCII characters in one line")]
    [InlineData("""{"url": "http://example.com", "headers": {"Content-Type": "text/plain"}}""", "payload.headers.Content-Type: describes a body, and there is none")]
    public void Validate_WrongField_IsNamedWithWhatIsAllowed(string payload, string error)
    {
        using var host = JobHost.Guarded();

        Assert.Equal([error], host.Validate("http", payload));
    }

    [Fact]
    public void Validate_TooManyHeaders_TellsTheLimit()
    {
        using var host = JobHost.Guarded();
        var headers = string.Join(", ", Enumerable.Range(0, 51).Select(static i => $"\"X-{i}\": \"\""));

        var errors = host.Validate("http", $$$"""{"url": "http://example.com", "headers": {{{{headers}}}}}""");

        Assert.Equal(["payload.headers: has 51 headers; up to 50 are allowed"], errors);
    }

    [Theory]
    [InlineData("""{"url": "http://example.com", "expectedStatus": ["ok"]}""", "payload.expectedStatus[0]")]
    [InlineData("""{"url": "http://example.com", "expectedStatus": 200}""", "payload.expectedStatus")]
    [InlineData("""{"url": "http://example.com", "headers": ["a"]}""", "payload.headers")]
    [InlineData("""{"url": "http://example.com", "timeoutSeconds": 5}""", "payload.timeoutSeconds")]
    public void Validate_WrongShape_NamesTheField(string payload, string field)
    {
        using var host = JobHost.Guarded();

        var error = Assert.Single(host.Validate("http", payload));

        Assert.StartsWith($"{field}: ", error, StringComparison.Ordinal);
    }
}
