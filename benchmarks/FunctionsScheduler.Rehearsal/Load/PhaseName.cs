namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>A part of the load.</summary>
internal enum PhaseName
{
    /// <summary>Nothing is submitted.</summary>
    Idle,

    /// <summary>Very many jobs at once.</summary>
    Burst,

    /// <summary>Jobs at an even pace.</summary>
    Plateau,

    /// <summary>A few long jobs, and no others.</summary>
    Tail,
}
