namespace FunctionsScheduler.Processing;

/// <summary>Thrown by a handler that knows when it is worth trying again, for example from a Retry-After header.</summary>
/// <param name="message">Why, shown to whoever queries the job.</param>
/// <param name="delay">How long to wait before the next attempt, in place of the retry policy's delay.</param>
public sealed class RetryLaterException(string message, TimeSpan delay) : Exception(message)
{
    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Delay { get; } = delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
}
