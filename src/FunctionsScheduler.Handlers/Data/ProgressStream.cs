using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>Reports how much of a stream has been read as the progress of a job, and ends with the job.</summary>
/// <param name="inner">The stream.</param>
/// <param name="length">Its length in bytes; null when it is not known, and then nothing is reported.</param>
/// <param name="context">The job.</param>
internal sealed class ProgressStream(Stream inner, long? length, JobContext context) : ForwardStream
{
    private long _read;

    // Readers such as StreamReader pass no token on, so the job's own is used.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, context.CancellationToken);
        _read += count;
        if (length > 0 && count > 0)
            context.ReportProgress(100.0 * _read / length.Value);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
