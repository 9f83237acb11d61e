namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>Which of several scaling policies counts.</summary>
internal enum PolicySelect
{
    /// <summary>The one that allows the largest change.</summary>
    Max,

    /// <summary>The one that allows the smallest change.</summary>
    Min,

    /// <summary>None: there is no scaling in this direction.</summary>
    Disabled,
}
