namespace FunctionsScheduler.Standalone;

/// <summary>What was decided at start, for the banner.</summary>
/// <param name="Role">What the process does.</param>
/// <param name="Access">Where the API listens; null without one.</param>
/// <param name="Store">Where the jobs are.</param>
internal sealed record StartupFacts(Role Role, Access? Access, string Store);
