using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>How an attempt ended; its value is the result or the type of the error.</summary>
internal sealed record ModelOutcome(string Id, long Token, JobState State, string Value, int DelayMs);
