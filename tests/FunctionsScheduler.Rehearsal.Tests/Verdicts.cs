using FunctionsScheduler.Rehearsal.Cluster;
using FunctionsScheduler.Rehearsal.Judgement;
using FunctionsScheduler.Rehearsal.Load;
using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Rehearsal.Tests.Autoscaling;
using static FunctionsScheduler.Rehearsal.Tests.Autoscaling.Objects;

namespace FunctionsScheduler.Rehearsal.Tests;

/// <summary>A rehearsal in which all went well, on paper: two jobs, of which one is long.</summary>
internal static class Verdicts
{
    public static readonly RehearsalSettings Settings = new(Free, new WorkerManifest(4, ["true"], Seconds(570), Seconds(600)), new LoadProfile());

    public static readonly Sample[] Samples =
    [
        new(Seconds(0), 0, 0, 0, 0, 0, 0), new(Seconds(21), 2, 0, 1, 1, 0, 0), new(Seconds(30), 0, 2, 2, 1, 1, 0), new(Seconds(60), 0, 1, 1, 0, 1, 1), new(Seconds(300), 0, 0, 0, 0, 0, 0),
    ];

    public static readonly ScaleChange[] Changes = [new(Seconds(21), "KEDA", 0, 1, 2), new(Seconds(30), "autoscaler", 1, 2, 12), new(Seconds(280), "KEDA", 1, 0, 0)];

    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static readonly JobEnd[] Ends =
    [
        new(new PlannedJob(0, Seconds(20), Seconds(10), IsLong: false), "succeeded", 1, "here:1", Start, Start + Seconds(4), Start + Seconds(14)),
        new(new PlannedJob(1, Seconds(20), Seconds(180), IsLong: true), "succeeded", 1, "here:1", Start, Start + Seconds(4), Start + Seconds(184)),
    ];

    public static readonly JobRun[] Runs = [new(Seconds(24)) { Answered = Seconds(34) }, new(Seconds(24)) { Answered = Seconds(204) }];

    public static Verdict Of(JobEnd[] ends, Func<PlannedJob, IReadOnlyCollection<JobRun>> runsOf, Sample[] samples, params string[] refused) =>
        new Judge(Settings, runsOf, [], samples, Changes, Seconds(300)).Of(ends, refused);

    public static Verdict Good() => Of(Ends, static job => [Runs[job.Number]], Samples);
}
