namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>A part of the load, from when on.</summary>
internal sealed record Phase(PhaseName Name, TimeSpan Start);
