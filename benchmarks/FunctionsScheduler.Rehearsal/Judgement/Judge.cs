using FunctionsScheduler.Rehearsal.Cluster;
using FunctionsScheduler.Rehearsal.Load;

namespace FunctionsScheduler.Rehearsal.Judgement;

/// <summary>Compares what was planned with what the API, the target and the pods have seen.</summary>
internal sealed class Judge(
    RehearsalSettings settings, Func<PlannedJob, IReadOnlyCollection<JobRun>> runsOf, IReadOnlyList<Pod> pods, IReadOnlyList<Sample> samples, IReadOnlyList<ScaleChange> changes, TimeSpan elapsed)
{
    public Verdict Of(IReadOnlyList<JobEnd> ends, IReadOnlyCollection<string> refused)
    {
        var submitted = settings.Load.Idle;
        var first = ends.Where(static end => end.FinishedAt is not null).MinBy(static end => end.FinishedAt);
        var lastDone = ends.SelectMany(end => runsOf(end.Job)).Max(static run => run.Answered);
        var zero = changes is [.., { To: 0 } last] ? last.At : (TimeSpan?)null;
        return new Verdict
        {
            Settings = settings,
            Samples = samples,
            Changes = changes,
            Pods = pods,
            Elapsed = elapsed,
            Jobs = ends.Count,
            LongJobs = ends.Count(static end => end.Job.IsLong),
            LongJobsInDrainingPods = ends.Count(end => end.Job.IsLong && DrainedUnder(end)),
            FirstPodWanted = changes.Count > 0 ? changes[0].At - submitted : null,
            FirstPodReady = pods.Min(static pod => pod.ReadyAt) - submitted,
            FirstJobDone = first is { FinishedAt: { } done, StartedAt: { } started } ? (done - ends.Min(static end => end.CreatedAt), done - started) : null,
            BackToZero = zero - lastDone,
            Violations = [.. ViolationsOf(ends, refused)],
        };
    }

    private IEnumerable<string> ViolationsOf(IReadOnlyList<JobEnd> ends, IReadOnlyCollection<string> refused)
    {
        foreach (var answer in refused.Take(1))
            yield return $"{refused.Count} submissions were refused, the first with {answer}";
        if (ends.Count == 0)
            yield return "No job was accepted.";
        var lost = ends.Where(static end => end.State != "succeeded").ToArray();
        if (lost.Length > 0)
            yield return $"{lost.Length} jobs did not succeed; job {lost[0].Job.Number} is {lost[0].State}.";
        var again = ends.Where(static end => end.State == "succeeded" && end.Attempt != 1).ToArray();
        if (again.Length > 0)
            yield return $"{again.Length} jobs needed more than one attempt; job {again[0].Job.Number}{(again[0].Job.IsLong ? ", a long one," : "")} needed {again[0].Attempt}.";
        var twice = ends.Where(end => runsOf(end.Job).Count != 1 || runsOf(end.Job).Any(static run => run.BrokenOff is not null)).ToArray();
        if (twice.Length > 0)
            yield return $"{twice.Length} jobs were interrupted or ran again; job {twice[0].Job.Number}{(twice[0].Job.IsLong ? ", a long one," : "")} called {runsOf(twice[0].Job).Count} times.";
        foreach (var pod in pods.Where(static pod => pod.Mishap is not null))
            yield return pod.Mishap!;
        foreach (var pod in pods.Where(static pod => pod.PreStop == "failed"))
            yield return $"The preStop hook of {pod.Name} failed.";
        if (samples.Count == 0 || samples[0].Wanted != 0 || changes.Count == 0)
            yield return "It did not begin with no pods and the first job.";
        if (samples.Count == 0 || !samples[^1].IsZero)
            yield return $"It did not come back to zero; in the end there was {(samples.Count > 0 ? samples[^1] : "nothing seen")}.";
    }

    /// <summary>Whether a job went on after its pod had been told to end.</summary>
    private bool DrainedUnder(JobEnd end) =>
        pods.FirstOrDefault(pod => pod.Signature is not null && pod.Signature == end.Worker) is { EndingAt: { } ending }
        && runsOf(end.Job).Any(run => run.Began < ending && run.Answered > ending);
}
