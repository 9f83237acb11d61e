namespace FunctionsScheduler.Processing;

/// <summary>The pump, and whatever else must go on for it to work.</summary>
internal sealed class Worker(JobPump pump, IEnumerable<ILiveness> parts) : IWorker
{
    public int Running => pump.Running;

    public string? Standstill => parts.Select(static part => part.Standstill).FirstOrDefault(static reason => reason is not null);

    public Task<bool> DrainAsync(TimeSpan limit, CancellationToken cancellationToken) => pump.DrainAsync(limit, cancellationToken);
}
