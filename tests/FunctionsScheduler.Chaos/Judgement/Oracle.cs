using System.Text.Json;
using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Faults;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Chaos.Load;

namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>Compares what clients were told with what is there at the end.</summary>
internal sealed class Oracle(ChaosSettings settings, JobLedger ledger, ChaosCluster cluster, FaultInjector faults, OutcomeWatch watch, OutcomeEvents events)
{
    private static readonly TimeSpan RerunLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ResumeLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long before its end a primary may have told the world what its replica never got.</summary>
    private static readonly TimeSpan ReplicationLag = TimeSpan.FromSeconds(2);

    private readonly Violations _violations = new();
    private int _recordedAgain;

    public async Task<Verdict> JudgeAsync(RollCall rollCall, int present, TimeSpan elapsed)
    {
        var final = await FinalState.ReadAsync(ledger, cluster);
        var jobs = ledger.Jobs.ToArray();
        var existAllTheSame = JudgeJobs(final);
        await JudgeQueuesAsync(final);
        JudgeEvents();
        var reruns = new Reruns(jobs, cluster.Kills);
        if (reruns.Percentile(0.99) >= RerunLimit)
            _violations.Add("late rerun", $"p99 is {reruns.Percentile(0.99)}; the slowest: {reruns.Slowest}");
        if (present < rollCall.Expected)
            _violations.Add("silent worker", $"{present} of {rollCall.Expected} slots work");
        foreach (var surprise in cluster.Members.SelectMany(static member => member.Surprises))
            _violations.Add("process that needed help", surprise);
        foreach (var job in jobs.Where(static job => job.Status is not (0 or 202 or 503)))
            _violations.Add("answer that is no answer", $"job {job.Number} was told {job.Status}");

        var calling = jobs.Where(static job => job is { Id: not null, Plan.Calls: true }).ToArray();
        var poison = jobs.Where(static job => job.Plan.Kind == JobKind.Poison).ToArray();
        return new Verdict
        {
            Settings = settings,
            Elapsed = elapsed,
            Faults = faults.Counts,
            Kills = cluster.Kills.GroupBy(static kill => kill.Name.Split('-')[0], StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal),
            Recoveries = [.. faults.Recoveries.Select(recovery => (recovery, JudgeRecovery(recovery, jobs)))],
            Submitted = jobs.Length,
            Accepted = jobs.Count(static job => job.Id is not null),
            NotAccepted = jobs.Count(static job => job.Id is null),
            ExistAllTheSame = existAllTheSame,
            Lost = _violations["lost"],
            TwoOutcomes = _violations["two outcomes"],
            RecordedAgainAfterPrimaryLoss = _recordedAgain,
            Watched = (events.Heard, watch.Ended),
            CallingJobs = calling.Length,
            RanMoreThanOnce = calling.Count(static job => job.Runs.Length > job.Plan.ExpectedRuns && job.Plan.Kind != JobKind.Poison),
            Reruns = reruns,
            Poison = (poison.Length, poison.Sum(static job => job.Runs.Length)),
            RollCall = (present, rollCall.Expected),
            Violations = _violations,
        };
    }

    private int JudgeJobs(FinalState final)
    {
        var accepted = ledger.Jobs.Where(static job => job.Id is not null).ToDictionary(static job => job.Id!, StringComparer.Ordinal);
        var existAllTheSame = 0;
        foreach (var (id, end) in final.Jobs)
        {
            if (accepted.TryGetValue(id, out var job))
            {
                JudgeAccepted(job, end);
                continue;
            }
            var record = RecordOf(end!);
            if (record.Id is not null)
                _violations.Add("submitted once, there twice", $"{record.Id} and {id}");
            existAllTheSame++;
            JudgeEnd(record, end!);
        }
        return existAllTheSame;
    }

    private void JudgeAccepted(JobRecord job, JobEnd? end)
    {
        if (end is null)
        {
            _violations.Add("lost", $"{job.Id}, accepted at {job.AnsweredAt}, is gone");
            return;
        }
        JudgeEnd(job, end);
        if (job.FirstEnd is not { } first || first == end)
            return;
        if (TookOutcome(job.FirstEndAt))
            _recordedAgain++;
        else
            _violations.Add("two outcomes", $"at {job.FirstEndAt}: {first}; in the end: {end}");
    }

    private void JudgeEnd(JobRecord job, JobEnd end)
    {
        if (!end.IsFinal)
            _violations.Add("lost", $"{end.Id} never ended: {end}");
        else if (JobRules.Problem(job, end) is { } problem)
            _violations.Add("wrong end", $"{job.Plan.Kind} {end.Id} {problem}; runs: {string.Join("; ", job.Runs.Select(static run => run.ToString()))}");
    }

    private void JudgeEvents()
    {
        foreach (var (id, first, second) in events.Repeated)
        {
            if (!TookOutcome(first))
                _violations.Add("two outcomes", $"the end of {id} was announced at {first} and at {second}");
        }
    }

    /// <summary>Every job is in the index of its state and in no other.</summary>
    private async Task JudgeQueuesAsync(FinalState final)
    {
        using var queues = JsonDocument.Parse(await cluster.GetTextAsync("/api/queues"));
        foreach (var queue in queues.RootElement.EnumerateArray())
        {
            var name = queue.GetProperty("name").GetString()!;
            var states = final.Jobs.Where(job => job.Key.StartsWith(name + ".", StringComparison.Ordinal)).CountBy(static job => job.Value?.State ?? "", StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal);
            foreach (var (index, state) in new[] { ("waiting", ""), ("delayed", ""), ("running", ""), ("ready", ""), ("succeeded", "succeeded"), ("dead", "failed"), ("cancelled", "cancelled") })
            {
                var expected = state.Length == 0 ? 0 : states.GetValueOrDefault(state);
                if (queue.GetProperty(index).GetInt32() is var count && count != expected)
                    _violations.Add("disorder", $"{name}: {count} in {index} instead of {expected}");
            }
        }
    }

    private OutageAnswers JudgeRecovery(Recovery recovery, JobRecord[] jobs)
    {
        var answers = OutageAnswers.Of(recovery, jobs);
        if (recovery.Accepted is null || recovery.Ran is null)
            _violations.Add("no recovery", $"{recovery}");
        if (recovery.Kind != FaultKind.StoreOutage)
            return answers;
        if (recovery.UntilRan > ResumeLimit || recovery.UntilAccepted > ResumeLimit)
            _violations.Add("slow recovery", $"{recovery}");
        if (answers.Told == 0 || answers.Others > 0)
            _violations.Add("wrong answer while Redis was away", $"{answers}");
        return answers;
    }

    private bool TookOutcome(TimeSpan seenAt) => cluster.Kills.Any(kill => kill.Name == Kill.LostPrimary && kill.At - seenAt < ReplicationLag && seenAt - kill.At < ReplicationLag);

    private JobRecord RecordOf(JobEnd job)
    {
        using var payload = JsonDocument.Parse(job.Payload);
        var text = (payload.RootElement.TryGetProperty("url", out var url) ? url : payload.RootElement.GetProperty("data")).GetString()!;
        return ledger[int.Parse(text.AsSpan(text.LastIndexOfAny([' ', '/']) + 1), System.Globalization.CultureInfo.InvariantCulture)];
    }
}
