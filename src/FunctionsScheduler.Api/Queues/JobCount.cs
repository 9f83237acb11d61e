namespace FunctionsScheduler.Api.Queues;

/// <summary>How many jobs an operation moved or removed.</summary>
/// <param name="Count">How many.</param>
internal sealed record JobCount(int Count);
