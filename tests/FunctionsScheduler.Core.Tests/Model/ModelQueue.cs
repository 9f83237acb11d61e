using System.Globalization;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>
/// The specification of a queue: what every operation does, in plain words of memory, and what it answers, as text. The scripts have to do
/// the same.
/// </summary>
internal sealed class ModelQueue
{
    private const long PriorityStep = 1L << 49;

    public SortedDictionary<string, ModelJob> Jobs { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ModelKey> Keys { get; init; } = new(StringComparer.Ordinal);

    public bool Paused { get; set; }

    public long Sequence { get; set; }

    public int Tickets { get; set; }

    /// <summary>Jobs due within a minute of the last look.</summary>
    public int Due { get; set; }

    public ModelQueue Copy() => new()
    {
        Jobs = new SortedDictionary<string, ModelJob>(Jobs, StringComparer.Ordinal),
        Keys = new SortedDictionary<string, ModelKey>(Keys, StringComparer.Ordinal),
        Paused = Paused,
        Sequence = Sequence,
        Tickets = Tickets,
        Due = Due,
    };

    public string Submit(long now, IReadOnlyList<ModelSubmission> submissions)
    {
        var earlier = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var confirmed = new List<string>();
        var added = new List<string>();
        foreach (var submission in submissions)
        {
            var id = submission.Id;
            if (submission.Key.Length > 0)
            {
                if (!Keys.TryGetValue(submission.Key, out var key))
                    Keys[submission.Key] = key = new ModelKey(false, submission.Content, now, id);
                var same = key.Content == submission.Content;
                if (key.Id != id || !same)
                    earlier[id] = Text($"{(same ? key.Id : "conflict")}@{key.At}");
                if (key.Done || !same)
                    continue;
                id = key.Id;
                confirmed.Add(submission.Key);
            }
            if (Jobs.ContainsKey(id))
                continue;
            added.Add(id);
            var job = new ModelJob(id, submission.Priority, submission.MaxAttempts, now);
            Jobs[id] = submission.DelayMs > 0
                ? job with { State = JobState.Scheduled, ReadyAt = now + submission.DelayMs }
                : job with { State = JobState.Queued, ReadyAt = now, Place = NextPlace(job) };
        }
        foreach (var key in confirmed)
            Keys[key] = Keys[key] with { Done = true, At = Jobs[Keys[key].Id].CreatedAt };
        Ring(added.Count(id => Jobs[id].State == JobState.Queued));
        return Text($"{added.Count} at {now} {string.Join(' ', earlier)}");
    }

    public string Claim(long now, int count, int leaseMs)
    {
        if (Paused)
            return "";
        var claimed = InOrder("waiting").Take(count).Select(job => job with
        {
            State = JobState.Running,
            Token = Math.Max(job.Token + 1, now),
            Attempt = job.Attempt + 1,
            LeaseExpiry = now + leaseMs,
        }).ToList();
        Keep(claimed);
        TrimTickets();
        return string.Join(' ', claimed.Select(static job => Text($"{job.Id}/{job.Token}/{job.Attempt}/{job.ReadyAt}")));
    }

    public string Complete(long now, IReadOnlyList<ModelOutcome> outcomes)
    {
        var (replies, queued) = (new List<bool>(), 0);
        foreach (var outcome in outcomes)
        {
            var mine = Jobs.TryGetValue(outcome.Id, out var job) && job.Token == outcome.Token;
            replies.Add(mine);
            if (!mine || job!.State != JobState.Running)
                continue;
            var state = job.CalledOff && outcome.State is JobState.Retrying or JobState.Queued ? JobState.Cancelled : outcome.State;
            queued += state == JobState.Queued ? 1 : 0;
            Jobs[job.Id] = state switch
            {
                JobState.Succeeded => job with { State = state, FinishedAt = now, Result = outcome.Value, Error = "" },
                JobState.Failed => job with { State = state, FinishedAt = now, Error = outcome.Value },
                JobState.Retrying => job with { State = state, ReadyAt = now + outcome.DelayMs, Error = outcome.Value, Progress = 0 },
                JobState.Queued => job with { State = state, ReadyAt = now, Attempt = job.Attempt - 1, Progress = 0 },
                _ => job with { State = state, FinishedAt = now },
            };
        }
        Ring(queued);
        return string.Join(' ', replies);
    }

    public string Heartbeat(long now, IReadOnlyList<(string Id, long Token)> leases, int leaseMs) => string.Join(' ', leases.Select(lease =>
    {
        if (!Held(lease.Id, lease.Token, out var job))
            return "Lost";
        Jobs[lease.Id] = job with { LeaseExpiry = now + leaseMs };
        return job.CalledOff ? "CalledOff" : "Renewed";
    }).ToList());

    public string Report(string id, long token, int? progress, IReadOnlyList<string> lines)
    {
        if (!Held(id, token, out var job))
            return "False";
        Jobs[id] = job with { Progress = progress ?? job.Progress, Log = job.Log + string.Concat(lines.Select(static line => line + "\n")) };
        return "True";
    }

    public string Promote(long now, int count)
    {
        var due = InOrder("delayed").Where(job => job.ReadyAt <= now).Take(count).ToList();
        Keep(due.Select(job => job with { State = JobState.Queued, Place = NextPlace(job) }));
        Ring(due.Count);
        return Text($"{due.Count}");
    }

    public string Reap(long now, int count)
    {
        var lost = InOrder("running").Where(job => job.LeaseExpiry <= now).Take(count).Select(job =>
        {
            var taken = job with { Token = job.Token + 1, Error = JobError.WorkerLost };
            if (job.CalledOff)
                return taken with { State = JobState.Cancelled, FinishedAt = now };
            return job.Attempt >= job.MaxAttempts
                ? taken with { State = JobState.Failed, FinishedAt = now }
                : taken with { State = JobState.Queued, ReadyAt = now, Progress = 0 };
        }).ToList();
        Keep(lost);
        Ring(lost.Count(static job => job.State == JobState.Queued));
        return string.Join(' ', lost.Select(static job => Text($"{job.Id}/{job.State}")));
    }

    public string Reconcile(long now, int lastDeficit)
    {
        var deficit = TrimTickets();
        var added = Math.Max(0, Math.Min(deficit, lastDeficit));
        Ring(added);
        Due = Paused ? 0 : Math.Min(1000, InOrder("delayed").Count(job => job.ReadyAt <= now + 60_000));
        return Text($"{Math.Max(0, deficit)}/{added}");
    }

    public string Cancel(long now, string id)
    {
        if (!Jobs.TryGetValue(id, out var job))
            return "Unknown";
        if (job.State == JobState.Running)
        {
            Jobs[id] = job with { CalledOff = true };
            return "Stopping";
        }
        if (job.State.IsFinished())
            return job.State == JobState.Cancelled ? "Cancelled" : "Finished";
        Jobs[id] = job with { State = JobState.Cancelled, FinishedAt = now };
        TrimTickets();
        return "Cancelled";
    }

    public string Retry(long now, string id)
    {
        if (!Jobs.TryGetValue(id, out var job))
            return "";
        if (job.State is JobState.Failed or JobState.Cancelled or JobState.Scheduled or JobState.Retrying)
            Requeue(now, [job]);
        return Text($"{job.State}");
    }

    public string Replay(long now)
    {
        var dead = InOrder("failed").ToList();
        Requeue(now, dead);
        return Text($"{dead.Count}");
    }

    public string Delete(string id)
    {
        var reply = !Jobs.TryGetValue(id, out var job) ? "" : job.State == JobState.Running ? "False" : "True";
        if (reply == "True")
            Jobs.Remove(id);
        TrimTickets();
        return reply;
    }

    public string Purge(JobState state)
    {
        var gone = Jobs.Values.Where(job => job.State == state).ToList();
        foreach (var job in gone)
            Jobs.Remove(job.Id);
        TrimTickets();
        return Text($"{gone.Count}");
    }

    public string Trim(long now, JobState state, long keepMs)
    {
        var old = Jobs.Values.Where(job => job.State == state && job.FinishedAt <= now - keepMs).ToList();
        foreach (var job in old)
            Jobs.Remove(job.Id);
        return Text($"{old.Count}");
    }

    public void Pause()
    {
        Paused = true;
        TrimTickets();
    }

    public void Resume()
    {
        Paused = false;
        Ring(Math.Max(0, TrimTickets()));
    }

    public string Stats(long now)
    {
        var first = InOrder("waiting").GroupBy(static job => job.Priority).Select(static jobs => jobs.First().ReadyAt).ToList();
        var age = first.Count == 0 ? 0 : Math.Max(0, now - first.Min()) / 1000.0;
        string[] indexes = ["waiting", "delayed", "running", "succeeded", "failed", "cancelled"];
        return Text($"{Paused} {Tickets} {string.Join(' ', indexes.Select(index => InOrder(index).Count()))} {age}");
    }

    public string Get(string id) => Jobs.TryGetValue(id, out var job)
        ? Text($"{job.State} {job.Attempt}/{job.MaxAttempts} {(job.State == JobState.Succeeded ? 100 : job.Progress)} {job.Error} {job.Result} {job.ReadyAt} {(job.State.IsFinished() ? job.FinishedAt : null)}\n{job.Log}")
        : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<ModelJob> InOrder(string index) =>
        Jobs.Values.Where(job => job.Home() == index).OrderBy(static job => job.HomeScore()).ThenBy(static job => job.Id, StringComparer.Ordinal);

    private long NextPlace(ModelJob job) => ((9 - job.Priority) * PriorityStep) + ++Sequence;

    private bool Held(string id, long token, out ModelJob job) =>
        Jobs.TryGetValue(id, out job!) && job.State == JobState.Running && job.Token == token;

    private void Requeue(long now, IEnumerable<ModelJob> jobs)
    {
        var ready = jobs.Select(job => job with
        {
            State = JobState.Queued,
            Place = NextPlace(job),
            Attempt = 0,
            ReadyAt = now,
            FinishedAt = null,
            CalledOff = false,
            Progress = 0,
            Error = "",
        }).ToList();
        Keep(ready);
        Ring(ready.Count);
    }

    private void Keep(IEnumerable<ModelJob> jobs)
    {
        foreach (var job in jobs.ToList())
            Jobs[job.Id] = job;
    }

    private void Ring(int count) => Tickets += Paused ? 0 : count;

    private int TrimTickets()
    {
        var waiting = Paused ? 0 : InOrder("waiting").Count();
        var deficit = waiting - Tickets;
        Tickets = Math.Min(Tickets, waiting);
        return deficit;
    }
}
