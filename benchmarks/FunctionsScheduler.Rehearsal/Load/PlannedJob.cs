namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>A job of the load.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="At">When it is submitted.</param>
/// <param name="Takes">How long its work takes.</param>
/// <param name="IsLong">Whether it is one of the tail, which outlast the pods of the plateau.</param>
internal sealed record PlannedJob(int Number, TimeSpan At, TimeSpan Takes, bool IsLong);
