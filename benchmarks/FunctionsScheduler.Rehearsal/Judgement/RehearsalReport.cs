using System.Globalization;
using FunctionsScheduler.Rehearsal.Cluster;

namespace FunctionsScheduler.Rehearsal.Judgement;

/// <summary>Prints what a rehearsal has shown.</summary>
internal static class RehearsalReport
{
    public static void Write(Verdict verdict, TextWriter output)
    {
        var (settings, samples) = (verdict.Settings, verdict.Samples);
        output.WriteLine();
        Line("Rehearsal", $"{verdict.Elapsed:mm\\:ss} at speed {settings.Speed.ToString(CultureInfo.InvariantCulture)}: at most {settings.ScaledObject.MaxReplicas} pods of {settings.Worker.Slots} slots, formula {settings.ScaledObject.Formula.Text}");
        Line("Jobs", $"{verdict.Jobs:N0}, of which {verdict.LongJobs} took {settings.Load.LongTakes.TotalSeconds} s");
        Line("Most waiting, running, pods", samples.Count == 0 ? "" : $"{samples.Max(static sample => sample.Waiting)}, {samples.Max(static sample => sample.Running)}, {samples.Max(static sample => sample.Ready)}");
        Line("From zero: pod wanted, ready", $"{Seconds(verdict.FirstPodWanted)}, {Seconds(verdict.FirstPodReady)} after the first submission");
        Line("From zero: first job done", verdict.FirstJobDone is { } first ? $"{Seconds(first.Time)} of real time after the first submission, of which {Seconds(first.Work)} were the job's own" : "never");
        Line("Pods started, drained", $"{verdict.Pods.Count}, {verdict.Pods.Count(static pod => pod.EndingAt is not null)}; preStop {string.Join(", ", verdict.Pods.GroupBy(static pod => pod.PreStop ?? "did not run").Select(static group => $"{group.Key} ({group.Count()})"))}");
        Line("Longest drain", Seconds(verdict.Pods.Max(static pod => pod.GoneAt - pod.EndingAt)));
        Line("Long jobs in draining pods", $"{verdict.LongJobsInDrainingPods} went on to their end");
        Line("Back to zero", $"{Seconds(verdict.BackToZero)} after the last job");
        output.WriteLine(verdict.IsGood ? "Nothing was lost or interrupted." : $"VIOLATED{Environment.NewLine}{string.Join(Environment.NewLine, verdict.Violations)}");

        void Line(string name, string value) => output.WriteLine($"{name,-32}{value}");
    }

    private static string Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:F1} s") : "never";
}
