namespace FunctionsScheduler.Processing;

/// <summary>Why a handler was told to stop.</summary>
internal enum StopReason
{
    /// <summary>It was not, or its time ran out.</summary>
    None,

    /// <summary>The job is no longer this worker's, or may not be for long.</summary>
    LeaseLost,

    /// <summary>The job was called off.</summary>
    CalledOff,

    /// <summary>The process stops.</summary>
    Drain,
}
