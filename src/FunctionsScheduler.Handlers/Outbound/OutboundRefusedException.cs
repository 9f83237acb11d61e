using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>A job wanted to reach what jobs must not: a private or reserved address, or a scheme other than http and https.</summary>
public sealed class OutboundRefusedException(string message, Exception? innerException = null)
    : PermanentJobException(message, innerException);
