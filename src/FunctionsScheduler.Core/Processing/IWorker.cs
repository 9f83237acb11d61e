namespace FunctionsScheduler.Processing;

/// <summary>The part of a process that runs jobs, for those who look after the process.</summary>
public interface IWorker
{
    /// <summary>How many jobs run here, those included whose outcomes are still to be recorded.</summary>
    int Running { get; }

    /// <summary>
    /// Why work does not move here, and will not before the process is restarted; null while it does. A store that is away is no standstill.
    /// </summary>
    string? Standstill { get; }

    /// <summary>Claims no more jobs, ever, and waits until those that run have ended and their outcomes are recorded.</summary>
    /// <param name="limit">How long it waits at most.</param>
    /// <param name="cancellationToken">Ends the wait; no more jobs are claimed all the same.</param>
    /// <returns>Whether all had ended by then.</returns>
    Task<bool> DrainAsync(TimeSpan limit, CancellationToken cancellationToken);
}
