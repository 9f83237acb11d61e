using System.Globalization;
using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>A job to be submitted; key 0 is none.</summary>
internal sealed record Item(int Priority, int DelayMs, int MaxAttempts, int Key, int Content)
{
    public override string ToString() => $"new Item({Priority}, {DelayMs}, {MaxAttempts}, {Key}, {Content})";
}

/// <summary>The end of an attempt.</summary>
internal sealed record End(int Lease, JobState State, int DelayMs)
{
    public override string ToString() => $"new End({Lease}, JobState.{State}, {DelayMs})";
}

internal sealed record Submit(Item[] Items) : Step
{
    public override async Task<string> CallAsync(Trial trial)
    {
        if (!trial.IsRepeating)
            trial.Submissions = [.. Items.Select(item => new ModelSubmission(
            trial.NewId(), item.Priority, item.DelayMs, item.MaxAttempts, item.Key == 0 ? "" : Trial.Key(item.Key), new string((char)('a' + item.Content), 64)))];
        var receipt = await trial.Queue.SubmitAsync(trial.Name, [.. trial.Submissions.Select(NewJob)]);
        var earlier = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, job) in receipt.Earlier ?? new Dictionary<JobId, EarlierSubmission>())
            earlier[id.Value] = $"{job.Id?.Value ?? "conflict"}@{job.At.ToUnixTimeMilliseconds()}";
        return $"{receipt.Added} at {receipt.At.ToUnixTimeMilliseconds()} {string.Join(' ', earlier)}";
    }

    public override string Apply(Trial trial, ModelQueue model) => model.Submit(trial.Clock.Now, trial.Submissions);

    private static NewJob NewJob(ModelSubmission submission) => new(JobId.Parse(submission.Id), "model", new RawJson(Encoding.UTF8.GetBytes("{}")))
    {
        Priority = submission.Priority,
        Delay = TimeSpan.FromMilliseconds(submission.DelayMs),
        MaxAttempts = submission.MaxAttempts,
        IdempotencyKey = submission.Key.Length == 0 ? null : new IdempotencyKey(submission.Key, submission.Content),
    };
}

internal sealed record Claim(int Count, int LeaseMs) : Step
{
    public override async Task<string> CallAsync(Trial trial)
    {
        trial.Taken = Count;
        var jobs = await trial.Queue.ClaimAsync(trial.Name, Count, TimeSpan.FromMilliseconds(LeaseMs), "worker");
        foreach (var job in jobs)
            trial.Leases.Add(new Lease(job.Id, job.Token));
        // Strays take places of jobs; which jobs come, and in what order, stays the same.
        if (trial.Strays.Count > 0)
            trial.Taken = Math.Min(Count, Math.Max(jobs.Count, Count - trial.Strays.Count));
        return string.Join(' ', jobs.Select(static job => string.Create(CultureInfo.InvariantCulture, $"{job.Id}/{job.Token}/{job.Attempt}/{job.ReadyAt.ToUnixTimeMilliseconds()}")));
    }

    public override string Apply(Trial trial, ModelQueue model) => model.Claim(trial.Clock.Now, trial.Taken, LeaseMs);
}

internal sealed record Complete(End[] Ends) : Step
{
    private IEnumerable<(Lease Lease, End End)> Held(Trial trial) => Ends.Where(_ => trial.Leases.Count > 0).Select(end => (trial.Lease(end.Lease), end));

    public override async Task<string> CallAsync(Trial trial)
    {
        var outcomes = Held(trial).Select(held => Outcome(trial, held.Lease, held.End)).ToList();
        return string.Join(' ', await trial.Queue.CompleteAsync(trial.Name, outcomes));
    }

    public override string Apply(Trial trial, ModelQueue model) => model.Complete(trial.Clock.Now, [.. Held(trial).Select(
        held => new ModelOutcome(held.Lease.Id.Value, held.Lease.Token, held.End.State, Value(held.End), held.End.DelayMs))]);

    private static string Value(End end) => end.State == JobState.Succeeded ? $"{end.DelayMs}" : $"Error{end.DelayMs}";

    private static JobOutcome Outcome(Trial trial, Lease lease, End end)
    {
        var error = new JobError(Value(end), "", 1, trial.Clock.GetUtcNow());
        return end.State switch
        {
            JobState.Succeeded => JobOutcome.Success(lease.Id, lease.Token, new RawJson(Encoding.UTF8.GetBytes(Value(end)))),
            JobState.Failed => JobOutcome.Failure(lease.Id, lease.Token, error),
            JobState.Retrying => JobOutcome.Retry(lease.Id, lease.Token, error, TimeSpan.FromMilliseconds(end.DelayMs)),
            JobState.Queued => JobOutcome.GiveBack(lease.Id, lease.Token),
            _ => JobOutcome.Cancel(lease.Id, lease.Token),
        };
    }
}

internal sealed record Heartbeat(int[] Leases, int LeaseMs) : Step
{
    public override async Task<string> CallAsync(Trial trial) =>
        string.Join(' ', await trial.Queue.HeartbeatAsync(trial.Name, [.. Held(trial)], TimeSpan.FromMilliseconds(LeaseMs)));

    public override string Apply(Trial trial, ModelQueue model) =>
        model.Heartbeat(trial.Clock.Now, [.. Held(trial).Select(static lease => (lease.Id.Value, lease.Token))], LeaseMs);

    private IEnumerable<Lease> Held(Trial trial) => Leases.Where(_ => trial.Leases.Count > 0).Select(trial.Lease);
}

internal sealed record Report(int Lease, int? Progress, int Lines) : Step
{
    public override async Task<string> CallAsync(Trial trial) =>
        trial.Leases.Count == 0 ? "" : $"{await trial.Queue.ReportAsync(trial.Lease(Lease), Progress, Text())}";

    public override string Apply(Trial trial, ModelQueue model) =>
        trial.Leases.Count == 0 ? "" : model.Report(trial.Lease(Lease).Id.Value, trial.Lease(Lease).Token, Progress, Text());

    private string[] Text() => [.. Enumerable.Range(0, Lines).Select(static line => $"line {line}")];
}

internal sealed record Promote(int Count) : Step
{
    public override bool MindsStrays => true;

    public override async Task<string> CallAsync(Trial trial) => $"{await trial.Queue.PromoteAsync(trial.Name, Count)}";

    public override string Apply(Trial trial, ModelQueue model) => model.Promote(trial.Clock.Now, Count);
}

internal sealed record Reap(int Count) : Step
{
    public override async Task<string> CallAsync(Trial trial) =>
        string.Join(' ', (await trial.Queue.ReapAsync(trial.Name, Count)).Select(static job => $"{job.Id}/{job.State}"));

    public override string Apply(Trial trial, ModelQueue model) => model.Reap(trial.Clock.Now, Count);
}

internal sealed record Reconcile : Step
{
    public override bool MindsStrays => true;

    public override async Task<string> CallAsync(Trial trial)
    {
        trial.LastDeficit = trial.TicketDeficit;
        var found = await trial.Queue.ReconcileAsync(trial.Name, trial.LastDeficit);
        trial.TicketDeficit = found.Deficit - found.Added;
        return $"{found.Deficit}/{found.Added}";
    }

    public override string Apply(Trial trial, ModelQueue model) => model.Reconcile(trial.Clock.Now, trial.LastDeficit);
}

/// <summary>A trigger pops tickets, or they get lost.</summary>
internal sealed record TakeTickets(int Count) : Step
{
    public override async Task<string> CallAsync(Trial trial)
    {
        await trial.Database.ListLeftPopAsync(trial.Keys.Ready, Count);
        return "";
    }

    public override string Apply(Trial trial, ModelQueue model)
    {
        model.Tickets = Math.Max(0, model.Tickets - Count);
        return "";
    }
}

/// <summary>Tickets are there twice.</summary>
internal sealed record AddTickets(int Count) : Step
{
    public override async Task<string> CallAsync(Trial trial)
    {
        for (var i = 0; i < Count; i++)
            await trial.Database.ListRightPushAsync(trial.Keys.Ready, "1");
        return "";
    }

    public override string Apply(Trial trial, ModelQueue model)
    {
        model.Tickets += Count;
        return "";
    }
}

internal sealed record Cancel(int Job) : Step
{
    public override async Task<string> CallAsync(Trial trial) => $"{await trial.Queue.CancelAsync(trial.Job(Job))}";

    public override string Apply(Trial trial, ModelQueue model) => model.Cancel(trial.Clock.Now, trial.Job(Job).Value);
}

internal sealed record Retry(int Job) : Step
{
    public override async Task<string> CallAsync(Trial trial) => $"{await trial.Queue.RetryAsync(trial.Job(Job))}";

    public override string Apply(Trial trial, ModelQueue model) => model.Retry(trial.Clock.Now, trial.Job(Job).Value);
}

internal sealed record Delete(int Job) : Step
{
    public override async Task<string> CallAsync(Trial trial) => $"{await trial.Queue.DeleteAsync(trial.Job(Job))}";

    public override string Apply(Trial trial, ModelQueue model) => model.Delete(trial.Job(Job).Value);
}

internal sealed record Pause : Step
{
    public override async Task<string> CallAsync(Trial trial)
    {
        await trial.Queue.PauseAsync(trial.Name);
        return "";
    }

    public override string Apply(Trial trial, ModelQueue model)
    {
        model.Pause();
        return "";
    }
}

internal sealed record Resume : Step
{
    public override async Task<string> CallAsync(Trial trial)
    {
        await trial.Queue.ResumeAsync(trial.Name);
        return "";
    }

    public override string Apply(Trial trial, ModelQueue model)
    {
        model.Resume();
        return "";
    }
}

internal sealed record Replay : Step
{
    public override bool MindsStrays => true;

    public override async Task<string> CallAsync(Trial trial) => $"{await trial.Queue.ReplayAsync(trial.Name)}";

    public override string Apply(Trial trial, ModelQueue model) => model.Replay(trial.Clock.Now);
}

internal sealed record Purge(JobState State) : Step
{
    public override bool MindsStrays => true;

    public override async Task<string> CallAsync(Trial trial) => $"{await trial.Queue.PurgeAsync(trial.Name, State)}";

    public override string Apply(Trial trial, ModelQueue model) => model.Purge(State);
}

internal sealed record Trim(JobState State, int KeepMs) : Step
{
    public override bool MindsStrays => true;

    public override async Task<string> CallAsync(Trial trial) => $"{await trial.Queue.TrimAsync(trial.Name, State, TimeSpan.FromMilliseconds(KeepMs), 500)}";

    public override string Apply(Trial trial, ModelQueue model) => model.Trim(trial.Clock.Now, State, KeepMs);
}

internal sealed record Stats : Step
{
    public override bool MindsStrays => true;

    public override async Task<string> CallAsync(Trial trial)
    {
        var s = await trial.Queue.StatsAsync(trial.Name);
        return string.Create(CultureInfo.InvariantCulture, $"{s.Paused} {s.Ready} {s.Waiting} {s.Delayed} {s.Running} {s.Succeeded} {s.Dead} {s.Cancelled} {s.OldestAgeSeconds}");
    }

    public override string Apply(Trial trial, ModelQueue model) => model.Stats(trial.Clock.Now);
}

internal sealed record Get(int Job) : Step
{
    public override async Task<string> CallAsync(Trial trial)
    {
        if (await trial.Queue.GetAsync(trial.Job(Job)) is not { } job)
            return "";
        var log = string.Concat((await trial.Queue.GetLogAsync(trial.Job(Job))).Select(static line => line + "\n"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{job.State} {job.Attempt}/{job.MaxAttempts} {job.Progress} {job.Error?.Type} {job.Result?.ToString()} {job.RunAt.ToUnixTimeMilliseconds()} {job.FinishedAt?.ToUnixTimeMilliseconds()}\n{log}");
    }

    public override string Apply(Trial trial, ModelQueue model) => model.Get(trial.Job(Job).Value);
}

/// <summary>Time goes by, or the clock is set back.</summary>
internal sealed record Pass(int Ms) : Step
{
    public override Task<string> CallAsync(Trial trial)
    {
        trial.Clock.Now += Ms;
        return Task.FromResult("");
    }

    public override string Apply(Trial trial, ModelQueue model) => "";
}
