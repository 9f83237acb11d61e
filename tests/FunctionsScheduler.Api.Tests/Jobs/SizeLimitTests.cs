using System.Net;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Jobs;

/// <summary>The limit on payloads (<c>Limits:PayloadBytes</c>, 256 KiB unless set), and on what stands around them.</summary>
public abstract class SizeLimitTests(ApiFixture platform) : ApiTests(platform)
{
    private const int PayloadBytes = 256 * 1024;

    [Fact]
    public async Task Submit_PayloadOfJustTheLimit_IsTaken()
    {
        var job = await Api.SubmitAsync(Job(PayloadBytes));

        Assert.Equal(PayloadBytes, job.GetProperty("payload").GetRawText().Length);
    }

    [Theory]
    [InlineData("/api/jobs")]
    [InlineData("/submit_job")]
    public async Task Submit_PayloadOverTheLimit_Is413(string route)
    {
        var body = Job(PayloadBytes + 1);
        if (route == "/submit_job")
            body = body.Replace("\"type\"", "\"job_type\"", StringComparison.Ordinal);

        using var response = await Api.PostAsync(route, body);

        var problem = await ProblemAssert.HasStatusAsync(413, response);
        Assert.Equal($"payload: has {PayloadBytes + 1} bytes; at most {PayloadBytes} are allowed (Limits:PayloadBytes).", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Submit_BodyOverTheLimitByItsContentLength_Is413()
    {
        using var response = await Api.PostAsync("/api/jobs", Job(PayloadBytes * 2));

        await ProblemAssert.HasStatusAsync(413, response);
    }

    [Fact]
    public async Task Submit_BodyOverTheLimitOfUnknownLength_Is413()
    {
        using var body = new PiecewiseContent([.. Job(PayloadBytes * 2).Chunk(10_000).Select(static piece => new string(piece))]);

        using var response = await Api.Http.PostAsync("/api/jobs", body, Cancellation);

        await ProblemAssert.HasStatusAsync(413, response);
    }

    [Fact]
    public async Task Submit_AfterBodiesOverTheLimit_FindsTheConnectionWhole()
    {
        // One connection, so that a request comes right behind one that was refused.
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = Platform.Host.Address };
        for (var i = 0; i < 20; i++)
        {
            using var tooLarge = new PiecewiseContent([.. Job(PayloadBytes * 2).Chunk(10_000).Select(static piece => new string(piece))]);
            using var refused = await http.PostAsync("/api/jobs", tooLarge, Cancellation);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);

            using var right = ApiClient.Json(Job(PayloadBytes));
            using var taken = await http.PostAsync("/api/jobs", right, Cancellation);
            Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        }
    }

    [Fact]
    public async Task Submit_SettingForALargerPayload_IsTaken()
    {
        var host = await Platform.OtherAsync(("Limits:PayloadBytes", "2000000"), ("Auth:Required", "false"));

        var job = await host.Client.RunAsync(Job(1_900_000));

        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        using var tooLarge = await host.Client.PostAsync("/api/jobs", Job(2_000_001));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    /// <summary>A job whose payload has so many bytes.</summary>
    private static string Job(int payloadBytes)
    {
        const string Around = """{"data":"","operation":"sha256"}""";
        var payload = Around.Insert(9, new string('x', payloadBytes - Around.Length));
        return $$"""{"type": "data", "payload": {{payload}}}""";
    }
}
