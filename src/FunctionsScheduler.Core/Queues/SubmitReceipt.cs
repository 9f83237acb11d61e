using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <summary>The store's word that it has the jobs.</summary>
/// <param name="Added">How many were new.</param>
/// <param name="At">When, by the store's clock.</param>
public readonly record struct SubmitReceipt(int Added, DateTimeOffset At)
{
    /// <summary>The jobs that an earlier one stands for, as it was submitted with the same idempotency key; null when there are none.</summary>
    public IReadOnlyDictionary<JobId, EarlierSubmission>? Earlier { get; init; }
}
