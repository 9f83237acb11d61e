using System.Text;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Jobs;

/// <summary>Submissions that are refused, each with what is wrong and what is allowed.</summary>
public abstract class SubmissionErrorTests(ApiFixture platform) : ApiTests(platform)
{
    private const string Data = """ "type": "data", "payload": {"data": "x"} """;

    [Theory]
    [InlineData("""{}""", "type", "payload")]
    [InlineData("""{"type": "video", "payload": {}}""", "type")]
    [InlineData("""{"type": "Data", "payload": {"data": "x"}}""", "type")]
    [InlineData("""{"type": "", "payload": {}}""", "type")]
    [InlineData("""{"type": null, "payload": {}}""", "type")]
    [InlineData("""{"type": 5, "payload": {}}""", "type")]
    [InlineData("{" + Data + """, "queue": "slow"}""", "queue")]
    [InlineData("{" + Data + """, "queue": ""}""", "queue")]
    [InlineData("{" + Data + """, "queue": ["data"]}""", "queue")]
    [InlineData("{" + Data + """, "colour": "red"}""", "colour")]
    [InlineData("""{"type": "data"}""", "payload")]
    [InlineData("""{"type": "data", "payload": null}""", "payload")]
    [InlineData("""{"type": "data", "payload": "sample input"}""", "payload")]
    [InlineData("""{"type": "data", "payload": []}""", "payload")]
    public async Task Submit_WrongEnvelope_Is400AndNamesTheFields(string body, params string[] fields)
    {
        using var response = await Api.PostAsync("/api/jobs", body);

        await ProblemAssert.NamesFieldsAsync(response, fields);
    }

    [Theory]
    [InlineData("data", """{}""", "payload.data")]
    [InlineData("data", """{"data": 5}""", "payload.data")]
    [InlineData("data", """{"data": null}""", "payload.data")]
    [InlineData("data", """{"data": "x", "url": "https://example.com/"}""", "payload.data", "payload.url")]
    [InlineData("data", """{"url": "ftp://example.com/"}""", "payload.url")]
    [InlineData("data", """{"url": "example.com"}""", "payload.url")]
    [InlineData("data", """{"data": "x", "operation": "sum"}""", "payload.operation")]
    [InlineData("data", """{"data": "x", "colour": "red"}""", "payload.colour")]
    [InlineData("data", """{"data": "\ud800"}""", "payload.data")]
    [InlineData("image", """{}""", "payload.image_url")]
    [InlineData("image", """{"image_url": "file:///etc/passwd"}""", "payload.image_url")]
    [InlineData("image", """{"image_url": "https://example.com/", "format": "bmp"}""", "payload.format")]
    [InlineData("image", """{"image_url": "https://example.com/", "quality": 0}""", "payload.quality")]
    [InlineData("image", """{"image_url": "https://example.com/", "operations": [{"type": "resize"}, {"type": "melt"}]}""", "payload.operations[0].width", "payload.operations[1].type")]
    [InlineData("image", """{"image_url": "https://example.com/", "operations": [{"type": "resize", "width": "wide"}]}""", "payload.operations[0].width")]
    [InlineData("http", """{}""", "payload.url")]
    [InlineData("http", """{"url": "https://example.com/", "method": "BREW"}""", "payload.method")]
    [InlineData("http", """{"url": "https://user:secret@example.com/"}""", "payload.url")]
    public async Task Submit_WrongPayload_Is400AndNamesTheFields(string type, string payload, params string[] fields)
    {
        using var response = await Api.PostAsync("/api/jobs", $$"""{"type": "{{type}}", "payload": {{payload}}}""");

        await ProblemAssert.NamesFieldsAsync(response, fields);
    }

    [Theory]
    [InlineData("\"delaySeconds\": -1", "delaySeconds")]
    [InlineData("\"delaySeconds\": 1e9", "delaySeconds")]
    [InlineData("\"delaySeconds\": 1e999", "delaySeconds")]
    [InlineData("\"delaySeconds\": \"5\"", "delaySeconds")]
    [InlineData("\"delaySeconds\": 1, \"runAt\": \"2099-01-01T00:00:00Z\"", "runAt")]
    [InlineData("\"runAt\": \"tomorrow\"", "runAt")]
    [InlineData("\"runAt\": 1700000000", "runAt")]
    [InlineData("\"runAt\": \"9999-12-31T23:59:59Z\"", "runAt")]
    [InlineData("\"priority\": 10", "priority")]
    [InlineData("\"priority\": -1", "priority")]
    [InlineData("\"priority\": 1.5", "priority")]
    [InlineData("\"priority\": \"5\"", "priority")]
    [InlineData("\"priority\": null", "priority")]
    [InlineData("\"timeoutSeconds\": 0", "timeoutSeconds")]
    [InlineData("\"timeoutSeconds\": 604801", "timeoutSeconds")]
    [InlineData("\"retry\": {\"maxAttempts\": 0}", "retry.maxAttempts")]
    [InlineData("\"retry\": {\"maxAttempts\": 101}", "retry.maxAttempts")]
    [InlineData("\"retry\": {\"strategy\": \"linear\"}", "retry.strategy")]
    [InlineData("\"retry\": {\"strategy\": 1}", "retry.strategy")]
    [InlineData("\"retry\": {\"delaySeconds\": -0.1}", "retry.delaySeconds")]
    [InlineData("\"retry\": {\"delaySeconds\": 20, \"maxDelaySeconds\": 10}", "retry.maxDelaySeconds")]
    [InlineData("\"retry\": {\"attempts\": 3}", "retry.attempts")]
    [InlineData("\"retry\": {\"jitter\": \"yes\"}", "retry.jitter")]
    [InlineData("\"retry\": 3", "retry")]
    [InlineData("\"tags\": \"a\"", "tags")]
    [InlineData("\"tags\": [\"\"]", "tags[0]")]
    [InlineData("\"tags\": [\"a\", null]", "tags[1]")]
    [InlineData("\"tags\": [\"a\", 5]", "tags[1]")]
    [InlineData("\"priority\": 10, \"delaySeconds\": -1, \"tags\": [\" \"]", "priority", "delaySeconds", "tags[0]")]
    public async Task Submit_WrongOption_Is400AndNamesTheFields(string option, params string[] fields)
    {
        using var response = await Api.PostAsync("/api/jobs", $$"""{{{Data}}, {{option}}}""");

        await ProblemAssert.NamesFieldsAsync(response, fields);
    }

    [Fact]
    public async Task Submit_TooManyOrTooLongTags_Is400()
    {
        var many = string.Join(',', Enumerable.Range(0, 21).Select(static i => $"\"{i}\""));
        using var tooMany = await Api.PostAsync("/api/jobs", $$"""{{{Data}}, "tags": [{{many}}]}""");
        using var tooLong = await Api.PostAsync("/api/jobs", $$"""{{{Data}}, "tags": ["{{new string('a', 101)}}"]}""");

        Assert.Equal("are 21; there must be at most 20", (await ProblemAssert.NamesFieldsAsync(tooMany, "tags"))["tags"]);
        Assert.Equal("must have from 1 to 100 characters", (await ProblemAssert.NamesFieldsAsync(tooLong, "tags[0]"))["tags[0]"]);
    }

    [Theory]
    [InlineData("\"priority\": 10", "priority", "is 10; it must be from 0 to 9")]
    [InlineData("\"priority\": \"high\"", "priority", "must be a whole number")]
    [InlineData("\"delaySeconds\": -1", "delaySeconds", "is -1; it must be from 0 to 31622400 seconds")]
    [InlineData("\"runAt\": \"tomorrow\"", "runAt", "must be a time such as 2026-01-31T12:00:00Z")]
    [InlineData("\"queue\": \"slow\"", "queue", "'slow' is not a queue; it must be one of: data, image, http")]
    [InlineData("\"retry\": {\"strategy\": \"linear\"}", "retry.strategy", "must be one of: fixed, exponential")]
    public async Task Submit_WrongValue_SaysWhatIsAllowed(string option, string field, string message)
    {
        using var response = await Api.PostAsync("/api/jobs", $$"""{{{Data}}, {{option}}}""");

        Assert.Equal(message, (await ProblemAssert.NamesFieldsAsync(response, field))[field]);
    }

    [Fact]
    public async Task Submit_UnknownField_SaysWhichThereAre()
    {
        using var response = await Api.PostAsync("/api/jobs", $$"""{{{Data}}, "delay": 5}""");

        var errors = await ProblemAssert.NamesFieldsAsync(response, "delay");
        Assert.Equal(
            "is not a field here; the fields are: type, payload, queue, priority, delaySeconds, runAt, timeoutSeconds, retry, tags", errors["delay"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{")]
    [InlineData("{" + Data)]
    [InlineData("{" + Data + ",}")]
    [InlineData("{" + Data + "} {" + Data + "}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"data\"")]
    [InlineData("{'type': 'data'}")]
    public async Task Submit_NotOneJsonObject_Is400OnTheBody(string body)
    {
        using var response = await Api.PostAsync("/api/jobs", body);

        // In the middle of an object the reader also knows which member it was at.
        var problem = await ProblemAssert.HasStatusAsync(400, response);
        Assert.Single(problem.GetProperty("errors").EnumerateObject());
    }

    [Fact]
    public async Task Submit_BytesThatAreNotUtf8_Is400()
    {
        byte[] body = [.. """{"type": "data", "payload": {"data": " """u8, 0xFF, .. "\"}}"u8];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");

        using var response = await Api.Http.PostAsync("/api/jobs", content, Cancellation);

        await ProblemAssert.HasStatusAsync(400, response);
    }

    [Fact]
    public async Task Submit_NestedTooDeep_Is400()
    {
        var nested = new string('[', 1000) + new string(']', 1000);

        using var response = await Api.PostAsync("/api/jobs", $$$"""{"type": "http", "payload": {"url": "https://example.com/", "body": {{{nested}}}}}""");

        await ProblemAssert.HasStatusAsync(400, response);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Submit_NotAnnouncedAsJson_Is415(string? contentType)
    {
        foreach (var route in new[] { "/api/jobs", "/submit_job" })
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{" + Data + "}"));
            if (contentType is not null)
                content.Headers.TryAddWithoutValidation("Content-Type", contentType);

            using var response = await Api.Http.PostAsync(route, content, Cancellation);

            var problem = await ProblemAssert.HasStatusAsync(415, response);
            Assert.Contains("application/json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }
}
