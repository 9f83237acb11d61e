namespace FunctionsScheduler.Queues;

/// <summary>What must have happened to submitted jobs before their submission is acknowledged.</summary>
public interface ISubmitBarrier
{
    /// <summary>Waits until all jobs submitted to a queue so far are as safe as they are to be.</summary>
    /// <exception cref="StoreUnavailableException">The store did not say so; the jobs may or may not be safe.</exception>
    Task WaitAsync(string queue);
}
