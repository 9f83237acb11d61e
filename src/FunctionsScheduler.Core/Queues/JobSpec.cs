using System.Globalization;
using System.Text.Json;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>
/// What a submission fixed about a job, as one field of its hash: a claim reads and sends it as a whole. Lines of type, attempts allowed,
/// timeout in ms, trace parent and retry policy in JSON; the last three may be empty.
/// </summary>
/// <param name="Type">The job's type.</param>
/// <param name="MaxAttempts">How many attempts it has in all.</param>
/// <param name="Timeout">How long one attempt may take; null for its type's.</param>
/// <param name="TraceParent">The W3C traceparent of whoever submitted it.</param>
/// <param name="Retry">Its own retry policy; null for its type's.</param>
public sealed record JobSpec(string Type, int MaxAttempts, TimeSpan? Timeout, string? TraceParent, RetryPolicy? Retry)
{
    internal static JobSpec Of(NewJob job) => new(job.Type, job.MaxAttempts, job.Timeout, job.TraceParent, job.Retry);

    internal static JobSpec Parse(string text)
    {
        Span<Range> lines = stackalloc Range[5];
        var span = text.AsSpan();
        span.Split(lines, '\n');
        return new JobSpec(
            span[lines[0]].ToString(),
            int.Parse(span[lines[1]], CultureInfo.InvariantCulture),
            span[lines[2]] is { IsEmpty: false } ms ? TimeSpan.FromMilliseconds(long.Parse(ms, CultureInfo.InvariantCulture)) : null,
            span[lines[3]] is { IsEmpty: false } trace ? trace.ToString() : null,
            span[lines[4]] is { IsEmpty: false } retry ? JsonSerializer.Deserialize<RetryPolicy>(retry, JobJson.Options) : null);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Type}\n{MaxAttempts}\n{Timeout?.TotalMilliseconds:F0}\n{TraceParent}\n{(Retry is null ? "" : JsonSerializer.Serialize(Retry, JobJson.Options))}");
}
