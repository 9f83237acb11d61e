using FunctionsScheduler.Rehearsal.Cluster;

namespace FunctionsScheduler.Rehearsal.Judgement;

/// <summary>What a rehearsal has shown.</summary>
internal sealed record Verdict
{
    public required RehearsalSettings Settings { get; init; }

    /// <summary>What there was from moment to moment.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>Every change of the number of pods wanted.</summary>
    public required IReadOnlyList<ScaleChange> Changes { get; init; }

    /// <summary>Every pod there was.</summary>
    public required IReadOnlyList<Pod> Pods { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Jobs accepted.</summary>
    public required int Jobs { get; init; }

    /// <summary>Jobs of the tail.</summary>
    public required int LongJobs { get; init; }

    /// <summary>Jobs of the tail that went on in a pod that was draining.</summary>
    public required int LongJobsInDrainingPods { get; init; }

    /// <summary>From the first submission, with no pod there, to its first step: KEDA has seen it.</summary>
    public required TimeSpan? FirstPodWanted { get; init; }

    /// <summary>The same to the first pod that was ready.</summary>
    public required TimeSpan? FirstPodReady { get; init; }

    /// <summary>The same to the first job that was done, in real time, and the time that job itself took.</summary>
    public required (TimeSpan Time, TimeSpan Work)? FirstJobDone { get; init; }

    /// <summary>From the end of the last job until no pod was wanted any more.</summary>
    public required TimeSpan? BackToZero { get; init; }

    /// <summary>What was not as it must be.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    public bool IsGood => Violations.Count == 0;
}
