namespace FunctionsScheduler.Api.Management;

/// <summary>How a process is.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">What was looked at, and what is wrong with it.</param>
internal sealed record HealthReply(string Status, IReadOnlyDictionary<string, string>? Checks);
