using System.Net;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>
/// A server answered that it cannot serve now (408, 425, 429 or 5xx) and did not say when it will. Another attempt may fare better.
/// </summary>
/// <param name="message">What was called, the status and the beginning of the body.</param>
/// <param name="status">The status of the answer.</param>
public sealed class HttpCallFailedException(string message, HttpStatusCode status) : Exception(message)
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;
}
