using System.Globalization;
using FunctionsScheduler.Chaos.Faults;
using FunctionsScheduler.Chaos.Judgement;

namespace FunctionsScheduler.Chaos;

/// <summary>Prints what chaos has shown.</summary>
internal static class ChaosReport
{
    public static void Write(Verdict verdict, TextWriter output)
    {
        var settings = verdict.Settings;
        output.WriteLine();
        Line("Chaos", $"{verdict.Elapsed:hh\\:mm\\:ss} with seed {settings.Seed}: {settings.Workers} workers of {settings.Slots} slots, {settings.Apis} APIs, Redis and a replica, lease {settings.Lease.TotalSeconds} s");
        Line("Faults", string.Join(", ", verdict.Faults.OrderBy(static fault => fault.Key).Select(static fault => $"{fault.Value} {fault.Key}")));
        Line("Kills", $"{verdict.Kills.Values.Sum()}: {string.Join(", ", verdict.Kills.OrderBy(static kill => kill.Key, StringComparer.Ordinal).Select(static kill => $"{kill.Value} of {kill.Key}"))}");
        Line("Jobs", $"{verdict.Submitted:N0} submitted: {verdict.Accepted:N0} accepted, {verdict.NotAccepted:N0} not, or not known ({verdict.ExistAllTheSame:N0} of these exist)");
        Line("Lost", $"{verdict.Lost}");
        Line("With two outcomes", $"{verdict.TwoOutcomes} ({verdict.Watched.Heard:N0} ends heard as events, {verdict.Watched.Seen:N0} seen early and compared; {verdict.RecordedAgainAfterPrimaryLoss} that a killed primary took with it were recorded again)");
        Line("Ran more than once", string.Create(CultureInfo.InvariantCulture, $"{verdict.RanMoreThanOnce:N0} of {verdict.CallingJobs:N0} jobs with a side effect, {100.0 * verdict.RanMoreThanOnce / Math.Max(1, verdict.CallingJobs):F2}%"));
        Line("A dead worker's jobs ran again", $"{verdict.Reruns.Count}: p50 {Seconds(verdict.Reruns.Percentile(0.5))}, p99 {Seconds(verdict.Reruns.Percentile(0.99))}, longest {Seconds(verdict.Reruns.Percentile(1))} ({verdict.Reruns.Unlucky} more lost their next worker, too, before it began)");
        Line("Poison jobs", $"{verdict.Poison.Ended}, {verdict.Poison.Runs} runs in all");
        Line("Slots that work in the end", $"{verdict.RollCall.Present} of {verdict.RollCall.Expected}");
        output.WriteLine("Recovery, from the moment Redis could be used again, to the first submission and to the first job:");
        foreach (var kind in verdict.Recoveries.GroupBy(static entry => entry.Recovery.Kind).OrderBy(static group => group.Key))
            Line($"  {kind.Key}", $"at most {Seconds(kind.Max(static entry => entry.Recovery.UntilAccepted))} and {Seconds(kind.Max(static entry => entry.Recovery.UntilRan))}, {kind.Count()} times");
        foreach (var (recovery, answers) in verdict.Recoveries.Where(static entry => entry.Recovery.Kind == FaultKind.StoreOutage))
            Line("  outage", $"{Seconds(recovery.Back - recovery.From)}: {answers.Told} submissions told 503 with Retry-After, {answers.Others} anything else; {Seconds(recovery.UntilAccepted)} to the first submission, {Seconds(recovery.UntilRan)} to the first job");
        output.WriteLine(verdict.IsGood ? "Nothing was violated." : $"VIOLATED{Environment.NewLine}{verdict.Violations}");

        void Line(string name, string value) => output.WriteLine($"{name,-32}{value}");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}
