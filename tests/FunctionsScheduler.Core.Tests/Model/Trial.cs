using System.Globalization;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>Takes steps on a queue of a real store and on the model, and compares all that the two hold and answer after each.</summary>
internal sealed class Trial
{
    private const int Keyed = 3;

    private readonly ScriptCutter _cutter;
    private readonly List<string> _ids = [];
    private readonly string[] _keys = [.. Enumerable.Range(1, Keyed).Select(Key)];
    private ModelQueue _model = new();
    private bool _faulty;

    public Trial(IConnectionMultiplexer store)
    {
        _cutter = new ScriptCutter(store);
        Database = store.GetDatabase();
        Queue = new JobQueue(_cutter.Connection, Clock);
    }

    public string Name { get; } = StoreFixture.NewQueue();

    public QueueKeys Keys => new(Name);

    public TestClock Clock { get; } = new();

    public IDatabase Database { get; }

    public JobQueue Queue { get; }

    /// <summary>All claims whose replies came through, those that are over included.</summary>
    public List<Lease> Leases { get; } = [];

    /// <summary>What the last reconciliation left missing.</summary>
    public int TicketDeficit { get; set; }

    /// <summary>Whether the step was taken just now, and its reply got lost.</summary>
    public bool IsRepeating { get; private set; }

    /// <summary>What the last submission was, for the model.</summary>
    public List<ModelSubmission> Submissions { get; set; } = [];

    /// <summary>How many jobs the last claim could take at most, for the model.</summary>
    public int Taken { get; set; }

    /// <summary>What the last reconciliation was told, for the model.</summary>
    public int LastDeficit { get; set; }

    /// <summary>Index entries that a cut script left and that are to go at the next look.</summary>
    public HashSet<(string Index, string Id)> Strays { get; private set; } = [];

    /// <summary>The last script that was to be cut, whether it was or not.</summary>
    public string? CutScript => _cutter.LastScript;

    /// <summary>Takes all steps of a history on a new queue, and lets the queue work itself empty.</summary>
    public static async Task RunAsync(IConnectionMultiplexer store, IEnumerable<Step> history)
    {
        var trial = new Trial(store);
        foreach (var step in history)
            await trial.TakeAsync(step);
        await trial.SettleAsync();
    }

    public static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"key-{number}");

    public string NewId()
    {
        // In order, so that jobs due at the same time come in the same order in every run.
        _ids.Add(string.Create(CultureInfo.InvariantCulture, $"{Name}.{_ids.Count:D26}"));
        return _ids[^1];
    }

    /// <summary>A job that was submitted; while there is none, one that is unknown.</summary>
    public JobId Job(int number) => JobId.Parse(_ids.Count == 0 ? $"{Name}.7{new string('Z', 25)}" : _ids[number % _ids.Count]);

    public Lease Lease(int number) => Leases[number % Leases.Count];

    /// <summary>Takes a step and checks what came of it.</summary>
    /// <returns>False for a step that was to be cut short but had no more writes than that.</returns>
    public async Task<bool> TakeAsync(Step step)
    {
        switch (step)
        {
            case Cut cut:
                return await TakeCutAsync(cut);
            case Again again:
                var (leases, deficit) = (Leases.Count, TicketDeficit);
                await TakeWholeAsync(again.Step);
                Leases.RemoveRange(leases, Leases.Count - leases);
                TicketDeficit = deficit;
                IsRepeating = true;
                await TakeWholeAsync(again.Step);
                IsRepeating = false;
                return true;
            default:
                await TakeWholeAsync(step);
                return true;
        }
    }

    /// <summary>Lets the queue work itself empty: every job ends, once, and when all have been forgotten nothing is left.</summary>
    public async Task SettleAsync()
    {
        await TakeAsync(new Resume());
        foreach (var step in new Step[] { new Pass(1_000_000_000), new Reap(500), new Promote(500), new Reconcile(), new Reconcile() })
            await TakeAsync(step);
        var seen = await SeeAsync();
        Assert.Equal(seen.Scores["waiting"].Count, seen.Tickets);
        while (_model.Jobs.Values.Any(static job => !job.State.IsFinished()) || seen.Scores["waiting"].Count > 0)
        {
            var first = Leases.Count;
            await TakeAsync(new Claim(10, 1000));
            await TakeAsync(new Complete([.. Enumerable.Range(first, Leases.Count - first).Select(static lease => new End(lease, JobState.Succeeded, 1))]));
            seen = await SeeAsync();
        }
        Assert.Equal((0, 0), (seen.Tickets, seen.Due));
        foreach (var index in new[] { "waiting", "delayed", "running" })
            Assert.Empty(seen.Scores[index]);

        await TakeAsync(new Pass(1_000_000_000));
        foreach (var state in new[] { JobState.Succeeded, JobState.Failed, JobState.Cancelled })
            await TakeAsync(new Trim(state, 0));
        seen = await SeeAsync();
        Assert.Empty(seen.Jobs);
        Assert.All(Snapshot.Indexes, index => Assert.Empty(seen.Scores[index]));
        await Database.KeyDeleteAsync([Keys.Control, .. _keys.Select(key => (RedisKey)Keys.Idempotency(key))]);
    }

    private async Task TakeWholeAsync(Step step)
    {
        var answer = await step.CallAsync(this);
        var expected = step.Apply(this, _model);
        if (!(_faulty && step.MindsStrays))
            Assert.Equal(expected, answer);
        var seen = await SeeAsync();
        AssertSame(seen);
        var extras = Extras(seen);
        Assert.True(extras.IsSubsetOf(Strays), $"In an index by mistake: {string.Join(", ", extras.Except(Strays))}");
        Strays = extras;
    }

    private async Task<bool> TakeCutAsync(Cut cut)
    {
        var before = _model.Copy();
        var answer = "";
        if (!await _cutter.CutAsync(cut.Writes, async () => answer = await cut.Step.CallAsync(this)))
        {
            var expected = cut.Step.Apply(this, _model);
            if (!(_faulty && cut.Step.MindsStrays))
                Assert.Equal(expected, answer);
            var all = await SeeAsync();
            AssertSame(all);
            Strays = Extras(all);
            return false;
        }
        _faulty = true;
        cut.Step.Apply(this, _model);
        var seen = await SeeAsync();
        Adopt(seen, before, _model.Copy());
        AssertSame(seen);
        return true;
    }

    /// <summary>Each job must be as it was before the step or as it is after it; which, the store tells.</summary>
    private void Adopt(Snapshot seen, ModelQueue before, ModelQueue after)
    {
        _model = new ModelQueue { Paused = seen.Paused, Sequence = seen.Sequence, Tickets = seen.Tickets, Due = seen.Due };
        var strays = new HashSet<(string Index, string Id)>(Strays);
        foreach (var id in _ids)
        {
            var (old, young) = (before.Jobs.GetValueOrDefault(id), after.Jobs.GetValueOrDefault(id));
            // A report may have brought the progress and not the lines of the log.
            var versions = new[] { young, old, old is null || young is null ? null : young with { Log = old.Log } };
            var found = seen.Jobs.GetValueOrDefault(id);
            if (found is not null)
            {
                var held = versions.FirstOrDefault(job => job is not null && job.Kept() == found && seen.Scores[job.Home()].TryGetValue(id, out var score) && score == job.HomeScore());
                Assert.True(held is not null, $"Half done: {found}\nis neither {old}\nnor {young}");
                _model.Jobs[id] = held;
            }
            else
            {
                Assert.True(old is null || young is null, $"Lost: {old}");
            }
            foreach (var job in versions)
            {
                if (job is not null)
                    strays.Add((job.Home(), id));
            }
        }
        foreach (var key in _keys)
        {
            var found = seen.Keys.GetValueOrDefault(key);
            var done = after.Keys.GetValueOrDefault(key);
            Assert.Contains(found, new[] { done, before.Keys.GetValueOrDefault(key), done is null ? null : done with { Done = false } });
            if (found is not null)
                _model.Keys[key] = found;
        }
        var extras = Extras(seen);
        Assert.True(extras.IsSubsetOf(strays), $"In an index by mistake: {string.Join(", ", extras.Except(strays))}");
        Strays = extras;
    }

    private void AssertSame(Snapshot seen)
    {
        foreach (var (id, job) in _model.Jobs)
        {
            Assert.Equal(job.Kept(), seen.Jobs.GetValueOrDefault(id));
            Assert.True(seen.Scores[job.Home()].TryGetValue(id, out var score), $"{id} is {job.State}, but not in '{job.Home()}'.");
            Assert.Equal((id, job.Home(), job.HomeScore()), (id, job.Home(), score));
        }
        Assert.Equal(_model.Jobs.Keys, seen.Jobs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(_model.Keys, seen.Keys);
        Assert.Equal((_model.Paused, _model.Sequence), (seen.Paused, seen.Sequence));
        // With strays among the waiting jobs there may be tickets for them, and the same with delayed ones.
        if (_faulty)
            (_model.Tickets, _model.Due) = (seen.Tickets, seen.Due);
        Assert.Equal((_model.Tickets, _model.Due), (seen.Tickets, seen.Due));
    }

    private HashSet<(string Index, string Id)> Extras(Snapshot seen) =>
        [.. from index in seen.Scores from id in index.Value.Keys where !_model.Jobs.TryGetValue(id, out var job) || job.Home() != index.Key select (index.Key, id)];

    private Task<Snapshot> SeeAsync() => Snapshot.TakeAsync(Database, Name, _ids, _keys);
}
