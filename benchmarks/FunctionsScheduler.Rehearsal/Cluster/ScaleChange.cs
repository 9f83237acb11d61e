namespace FunctionsScheduler.Rehearsal.Cluster;

/// <summary>A change of the number of pods wanted.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who changed it: KEDA, from and to zero, or the autoscaler in between.</param>
/// <param name="From">How many were wanted before.</param>
/// <param name="To">How many are wanted since.</param>
/// <param name="Value">What the formula came to.</param>
internal sealed record ScaleChange(TimeSpan At, string By, int From, int To, double Value);
