using System.Globalization;
using System.Text;
using FunctionsScheduler.Rehearsal.Cluster;
using FunctionsScheduler.Rehearsal.Judgement;

namespace FunctionsScheduler.Rehearsal.Plot;

/// <summary>Draws jobs and pods over time as SVG, with colours of its own for a dark page.</summary>
internal static class AutoscalingPlot
{
    private const double Width = 900;
    private const double Left = 64;
    private const double Right = Width - 16;

    private const string Style = """
          <style>
            .page { fill: #ffffff } text { fill: #24292f } .soft { fill: #57606a } .grid { stroke: #d0d7de } .band { fill: #f3f5f8 }
            .waiting { stroke: #b35900; fill: none; stroke-width: 2 } .running { stroke: #0969da; fill: none; stroke-width: 2 }
            .ready { fill: #6cb07a } .starting { fill: #c9d1d9 } .draining { fill: #e0a34a } .wanted { stroke: #8250df; fill: none; stroke-width: 2; stroke-dasharray: 6 4 }
            @media (prefers-color-scheme: dark) {
              .page { fill: #0d1117 } text { fill: #e6edf3 } .soft { fill: #9da7b3 } .grid { stroke: #30363d } .band { fill: #161b22 }
              .waiting { stroke: #f0883e } .running { stroke: #58a6ff } .ready { fill: #2f7d43 } .starting { fill: #484f58 } .draining { fill: #b3771b } .wanted { stroke: #bc8cff }
            }
          </style>
        """;

    private static readonly Series[] Jobs =
    [
        new("waiting (queue depth)", "waiting", static sample => sample.Waiting),
        new("in flight", "running", static sample => sample.Running),
    ];

    private static readonly Series[] Pods =
    [
        new("ready", "ready", static sample => sample.Ready, static _ => 0),
        new("starting", "starting", static sample => sample.Ready + sample.Starting, static sample => sample.Ready),
        new("draining", "draining", static sample => sample.Ready + sample.Starting + sample.Draining, static sample => sample.Ready + sample.Starting),
        new("wanted (spec.replicas)", "wanted", static sample => sample.Wanted),
    ];

    /// <summary>The drawing.</summary>
    public static string Draw(Verdict verdict)
    {
        var samples = verdict.Samples;
        var time = new Scale(Math.Max(0.1, samples.Count == 0 ? 0 : samples[^1].At.TotalMinutes), Left, Right);
        var svg = new StringBuilder();
        var speed = verdict.Settings.Speed == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {verdict.Settings.Speed} times as fast");
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} 470" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Jobs waiting and in flight, and pods wanted, starting, ready and draining, over the time of a rehearsal of the autoscaling.">
            {Style}
              <rect class="page" width="{Width}" height="470"/>

            """);
        DrawPhases(svg, verdict, time);
        DrawPanel(svg, samples, time, "jobs", Jobs, top: 64, bottom: 244);
        DrawPanel(svg, samples, time, "pods", Pods, top: 290, bottom: 420);
        foreach (var tick in time.Ticks(16))
            svg.Append(CultureInfo.InvariantCulture, $"""  <text class="soft" x="{time[tick]}" y="437" text-anchor="middle">{tick:0}</text>{'\n'}""");
        svg.Append(CultureInfo.InvariantCulture, $"""  <text class="soft" x="{(Left + Right) / 2:0.#}" y="458" text-anchor="middle">minutes{speed}</text>{'\n'}</svg>{'\n'}""");
        return svg.ToString();
    }

    private static void DrawPhases(StringBuilder svg, Verdict verdict, Scale time)
    {
        var phases = verdict.Settings.Load.Phases;
        for (var i = 0; i < phases.Count; i++)
        {
            var from = Math.Min(phases[i].Start.TotalMinutes, time.Most);
            var to = i + 1 < phases.Count ? Math.Min(phases[i + 1].Start.TotalMinutes, time.Most) : time.Most;
            if (i % 2 == 1)
                svg.Append(CultureInfo.InvariantCulture, $"""  <path class="band" d="M{time[from]} 30H{time[to]}V420H{time[from]}z"/>{'\n'}""");
            svg.Append(CultureInfo.InvariantCulture, $"""  <text class="soft" x="{time[(from + to) / 2]}" y="22" text-anchor="middle">{phases[i].Name.ToString().ToLowerInvariant()}</text>{'\n'}""");
        }
    }

    private static void DrawPanel(StringBuilder svg, IReadOnlyList<Sample> samples, Scale time, string unit, Series[] series, double top, double bottom)
    {
        var most = samples.SelectMany(sample => series.Select(one => one.Value(sample))).DefaultIfEmpty().Max();
        var scale = new Scale(Math.Max(1, most), bottom, top);
        foreach (var tick in scale.Ticks(6))
        {
            svg.Append(CultureInfo.InvariantCulture, $"""  <path class="grid" d="M{Left} {scale[tick]}H{Right}"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="soft" x="{Left - 8}" y="{scale[tick]}" dy="4" text-anchor="end">{tick:0}</text>{'\n'}""");
        }
        svg.Append(CultureInfo.InvariantCulture, $"""  <text class="soft" transform="translate(16 {(top + bottom) / 2:0.#}) rotate(-90)" text-anchor="middle">{unit}</text>{'\n'}""");
        foreach (var one in series)
            svg.Append(CultureInfo.InvariantCulture, $"""  <path class="{one.Style}" d="{PathOf(one, samples, time, scale)}"/>{'\n'}""");
        DrawLegend(svg, series, top - 18);
    }

    private static void DrawLegend(StringBuilder svg, Series[] series, double y)
    {
        var x = Left + 8;
        foreach (var one in series)
        {
            var sign = one.Base is null ? string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y}h22") : string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y - 6}h22v12h-22z");
            svg.Append(CultureInfo.InvariantCulture, $"""  <path class="{one.Style}" d="{sign}"/><text x="{x + 28:0.#}" y="{y}" dy="4">{one.Name}</text>{'\n'}""");
            x += 60 + (7.2 * one.Name.Length);
        }
    }

    /// <summary>Steps from sample to sample: nothing in between is known.</summary>
    private static string PathOf(Series series, IReadOnlyList<Sample> samples, Scale time, Scale scale)
    {
        if (samples.Count == 0)
            return "";
        var path = new StringBuilder(Edge(series.Value, samples, 'M'));
        if (series.Base is { } lower)
            path.Append(Edge(lower, [.. samples.Reverse()], 'L')).Append('z');
        return path.ToString();

        string Edge(Func<Sample, double> value, IReadOnlyList<Sample> along, char first)
        {
            var edge = new StringBuilder();
            var isForward = first == 'M';
            edge.Append(CultureInfo.InvariantCulture, $"{first}{time[along[0].At.TotalMinutes]} {scale[value(along[0])]}");
            for (var i = 1; i < along.Count; i++)
            {
                if (value(along[i]) == value(along[i - 1]) && i + 1 < along.Count)
                    continue;
                // The step is where the later sample is, whichever way the edge goes.
                if (isForward)
                    edge.Append(CultureInfo.InvariantCulture, $"H{time[along[i].At.TotalMinutes]}V{scale[value(along[i])]}");
                else
                    edge.Append(CultureInfo.InvariantCulture, $"H{time[along[i - 1].At.TotalMinutes]}V{scale[value(along[i])]}H{time[along[i].At.TotalMinutes]}");
            }
            return edge.ToString();
        }
    }
}
