namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>What a scaling policy counts in.</summary>
internal enum PolicyType
{
    /// <summary>A number of pods.</summary>
    Pods,

    /// <summary>Per cent of the pods there were when the period began.</summary>
    Percent,
}
