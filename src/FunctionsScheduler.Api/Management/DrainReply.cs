namespace FunctionsScheduler.Api.Management;

/// <summary>How far a drain has come.</summary>
/// <param name="Status"><c>drained</c>, or <c>draining</c> when the time was up first.</param>
/// <param name="Running">The jobs that still run here.</param>
internal sealed record DrainReply(string Status, int Running);
