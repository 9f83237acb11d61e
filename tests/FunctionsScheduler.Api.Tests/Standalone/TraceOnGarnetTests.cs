using System.Collections.Concurrent;
using System.Diagnostics;
using FunctionsScheduler.Api.Tests.Tracing;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Standalone;

/// <summary>The host is in this process, so its spans can be seen from here.</summary>
[Trait("Store", "Garnet")]
public sealed class TraceOnGarnetTests(StandaloneOnGarnet platform) : TraceTests(platform)
{
    [Fact]
    public async Task Submit_WithTraceParent_RequestSubmissionAndRunAreOneTrace()
    {
        var trace = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentDictionary<string, Activity>(StringComparer.Ordinal);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "FunctionsScheduler" or "Microsoft.AspNetCore",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                    spans.TryAdd(span.Source.Name == "FunctionsScheduler" ? span.OperationName : "request", span);
            },
        };
        ActivitySource.AddActivityListener(listener);

        var client = await SubmitAsync(Api, trace, """{"type": "data", "payload": {"data": "x"}, "delaySeconds": 0.05}""");

        await Eventually.HoldsAsync(() => spans.Count == 3, "a span of the request, one of the submission and one of the run");
        var (request, submission, run) = (spans["request"], spans["submit job"], spans["run job"]);
        Assert.Equal((client, request.SpanId, submission.SpanId), (request.ParentSpanId, submission.ParentSpanId, run.ParentSpanId));
        Assert.True(run.StartTimeUtc >= submission.StartTimeUtc + submission.Duration);
        Assert.Equal(submission.GetTagItem("job.id"), run.GetTagItem("job.id"));
        Assert.Equal(("data", "data", 1), (run.GetTagItem("job.type"), run.GetTagItem("job.queue"), run.GetTagItem("job.attempt")));
    }
}
