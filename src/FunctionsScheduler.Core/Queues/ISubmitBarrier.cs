namespace FunctionsScheduler.Queues;

/// <summary>What must have happened to submitted jobs before their submission is acknowledged.</summary>
public interface ISubmitBarrier
{
    /// <summary>Submits jobs of a queue, and waits until they are as safe as they are to be.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="submit">Sends the jobs to the store.</param>
    /// <returns>What <paramref name="submit"/> returned.</returns>
    /// <exception cref="StoreUnavailableException">The store did not say so; the jobs may or may not be safe.</exception>
    Task<SubmitReceipt> PassAsync(string queue, Func<Task<SubmitReceipt>> submit);
}
