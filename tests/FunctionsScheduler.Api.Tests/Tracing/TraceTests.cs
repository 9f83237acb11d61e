using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Api.Tests.Tracing;

public abstract class TraceTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task Submit_WithTraceParent_ExportsAndCarriesOnThatTrace()
    {
        var exported = new ConcurrentQueue<byte[]>();
        await using var collector = await RemoteServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            if (context.Request.Path == "/v1/traces")
                exported.Enqueue(body.ToArray());
        });
        var called = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await RemoteServer.StartAsync(context =>
        {
            called.TrySetResult(context.Request.Headers.TraceParent);
            return Task.CompletedTask;
        });
        var host = await Platform.OtherAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "50"));
        var trace = ActivityTraceId.CreateRandom();

        await SubmitAsync(host.Client, trace, $$$"""{"type": "http", "payload": {"url": "{{{server.Url}}}"}}""");

        var traceParent = await called.Task;
        Assert.True(ActivityContext.TryParse(traceParent, null, out var call), $"'{traceParent}' is not a traceparent.");
        Assert.Equal(trace, call.TraceId);
        // Spans in protobuf carry their trace's id and their name as they are.
        await Eventually.HoldsAsync(
            () => new[] { "submit job", "run job" }.All(span => exported.Any(spans => Contains(spans, trace) && spans.AsSpan().IndexOf(Encoding.UTF8.GetBytes(span)) >= 0)),
            "exported spans of the submission and the run");
    }

    /// <summary>Submits a job as part of a trace and waits until it has ended.</summary>
    protected static async Task<ActivitySpanId> SubmitAsync(ApiClient client, ActivityTraceId trace, string job)
    {
        ArgumentNullException.ThrowIfNull(client);
        var span = ActivitySpanId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs") { Content = ApiClient.Json(job) };
        request.Headers.Add("traceparent", $"00-{trace}-{span}-01");
        using var response = await client.Http.SendAsync(request, Cancellation);
        Assert.Equal(StatusCodes.Status202Accepted, (int)response.StatusCode);
        await client.FinishAsync(response.Headers.Location!.OriginalString.Split('/')[^1]);
        return span;
    }

    private static bool Contains(byte[] spans, ActivityTraceId trace)
    {
        Span<byte> id = stackalloc byte[16];
        trace.CopyTo(id);
        return spans.AsSpan().IndexOf(id) >= 0;
    }
}
