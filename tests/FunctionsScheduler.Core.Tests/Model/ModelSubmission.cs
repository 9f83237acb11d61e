namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>A job that is submitted; its key is '' for none.</summary>
internal sealed record ModelSubmission(string Id, int Priority, int DelayMs, int MaxAttempts, string Key, string Content);
