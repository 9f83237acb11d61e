using System.Diagnostics;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Diagnostics;

/// <summary>Traces of the platform: a job's submission and its runs are spans of one trace, carried inside the job.</summary>
public static class JobTracing
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "FunctionsScheduler";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? StartSubmit(string? type) =>
        Source.StartActivity("submit job", ActivityKind.Producer)?.SetTag("job.type", type);

    /// <summary>Starts the span of an attempt, as a child of the span that submitted the job; time spent waiting lies between the two.</summary>
    internal static Activity? StartRun(ClaimedJob job)
    {
        var parent = ActivityContext.TryParse(job.Spec.TraceParent, null, isRemote: true, out var context) ? context : default;
        return Source.StartActivity("run job", ActivityKind.Consumer, parent)?
            .SetTag("job.id", job.Id.Value)
            .SetTag("job.type", job.Type)
            .SetTag("job.queue", job.Id.Queue)
            .SetTag("job.attempt", job.Attempt);
    }
}
