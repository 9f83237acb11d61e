using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Functions.Hosting;

/// <summary>Everything the function app logs by itself.</summary>
internal static partial class Logs
{
    [LoggerMessage(200, LogLevel.Error, "The Functions host (process {Host}) is gone; its worker process stops.")]
    public static partial void HostGone(this ILogger logger, int host);
}
