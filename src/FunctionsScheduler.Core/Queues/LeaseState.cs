namespace FunctionsScheduler.Queues;

/// <summary>What became of a lease that was to be renewed.</summary>
public enum LeaseState
{
    /// <summary>The job is no longer the worker's.</summary>
    Lost = 0,

    /// <summary>It is renewed.</summary>
    Renewed = 1,

    /// <summary>It is renewed, but the job is called off: its handler should stop.</summary>
    CalledOff = 2,
}
