namespace FunctionsScheduler.Queues;

/// <summary>What a look at a queue's tickets found.</summary>
/// <param name="Deficit">How many tickets there were too few.</param>
/// <param name="Added">How many were added.</param>
public readonly record struct Reconciliation(int Deficit, int Added);
