namespace FunctionsScheduler.Queues;

/// <summary>What came of calling a job off.</summary>
public enum CancelOutcome
{
    /// <summary>There is no such job (any more).</summary>
    Unknown,

    /// <summary>It is cancelled, or was before.</summary>
    Cancelled,

    /// <summary>It runs, and has been asked to stop.</summary>
    Stopping,

    /// <summary>It had succeeded or failed already.</summary>
    Finished,
}
