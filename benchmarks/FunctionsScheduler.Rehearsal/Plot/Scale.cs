using System.Globalization;

namespace FunctionsScheduler.Rehearsal.Plot;

/// <summary>Where on paper a value goes.</summary>
/// <param name="Most">The largest value, which is not 0.</param>
/// <param name="From">Where 0 goes.</param>
/// <param name="To">Where the largest goes.</param>
internal sealed record Scale(double Most, double From, double To)
{
    /// <summary>The place of a value, as a coordinate of SVG.</summary>
    public string this[double value] => (From + ((To - From) * value / Most)).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Round numbers from 0 to the largest value, at most so many steps.</summary>
    public IEnumerable<double> Ticks(int steps)
    {
        var step = Step(Most / steps);
        for (var tick = 0.0; tick <= Most; tick += step)
            yield return tick;
    }

    /// <summary>The smallest of 1, 2, 5, 10, 20, ... that is not less.</summary>
    private static double Step(double least)
    {
        var decade = Math.Max(1, Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, least)))));
        return new[] { 1, 2, 5, 10 }.Select(factor => factor * decade).First(step => step >= least);
    }
}
