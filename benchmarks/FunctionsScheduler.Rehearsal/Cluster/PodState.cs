namespace FunctionsScheduler.Rehearsal.Cluster;

/// <summary>How far a pod has come.</summary>
internal enum PodState
{
    /// <summary>Its process starts.</summary>
    Starting,

    /// <summary>Its readiness probe succeeds.</summary>
    Ready,

    /// <summary>It was told to end, and drains.</summary>
    Draining,

    /// <summary>Its process has ended.</summary>
    Gone,
}
