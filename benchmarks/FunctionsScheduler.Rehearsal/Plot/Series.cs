using FunctionsScheduler.Rehearsal.Cluster;

namespace FunctionsScheduler.Rehearsal.Plot;

/// <summary>A line or an area of a panel.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Its class in the style sheet.</param>
/// <param name="Value">What it shows of a sample: its upper edge.</param>
/// <param name="Base">The lower edge of an area; null for a line.</param>
internal sealed record Series(string Name, string Style, Func<Sample, double> Value, Func<Sample, double>? Base = null);
