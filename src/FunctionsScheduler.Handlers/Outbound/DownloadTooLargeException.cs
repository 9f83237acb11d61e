using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>What a job fetches is larger than it may be.</summary>
/// <param name="host">Where it comes from.</param>
/// <param name="maxBytes">What was allowed, in bytes after decompression.</param>
public sealed class DownloadTooLargeException(string host, long maxBytes)
    : PermanentJobException($"The answer of '{host}' is larger than the {maxBytes} bytes allowed here.");
