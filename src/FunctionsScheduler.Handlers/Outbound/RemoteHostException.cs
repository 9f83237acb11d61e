namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>A host could not be reached, or broke off in the middle. Another attempt may fare better.</summary>
public sealed class RemoteHostException(string message, Exception? innerException) : Exception(message, innerException);
