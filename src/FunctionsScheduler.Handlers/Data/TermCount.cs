namespace FunctionsScheduler.Handlers.Data;

/// <summary>How often a word occurs.</summary>
internal sealed record TermCount(string Term, long Count);
