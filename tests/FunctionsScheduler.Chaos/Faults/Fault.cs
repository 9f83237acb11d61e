namespace FunctionsScheduler.Chaos.Faults;

/// <summary>A fault of the schedule.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="At">When, from the start of the schedule.</param>
/// <param name="Lasting">For how long, for the kinds that last.</param>
/// <param name="Target">Which of the processes, counted over those that are well then.</param>
internal sealed record Fault(FaultKind Kind, TimeSpan At, TimeSpan Lasting, int Target);
