using FunctionsScheduler.Jobs;
using FunctionsScheduler.Testing;
using LuaScript = FunctionsScheduler.Queues.LuaScript;

namespace FunctionsScheduler.Core.Tests.Model;

[Trait("Store", "Garnet")]
public sealed class PrefixOnGarnetTests(GarnetFixture store) : PrefixTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class PrefixOnRedisTests(RedisFixture store) : PrefixTests(store), IClassFixture<RedisFixture>;

/// <summary>
/// Every script that writes is cut short after each of its writes in turn, on a queue with jobs of every state. After each cut every job is
/// as it was before or as it is to be; whatever looks at the queue next, nothing is lost by it; the step can be taken again, and the queue works
/// itself empty.
/// </summary>
public abstract class PrefixTests
{
    /// <summary>Two jobs and more of every state, tickets too few, a key that is remembered.</summary>
    private static readonly Step[] Busy =
    [
        new Submit([.. Enumerable.Range(0, 14).Select(static i => new Item(i % 10, 0, 2, i == 0 ? 1 : 0, 0)), new Item(5, 1000, 3, 0, 0), new Item(0, 1000, 3, 0, 0)]),
        new Claim(10, 15_000),
        new Complete(
        [
            new End(0, JobState.Succeeded, 1), new End(1, JobState.Succeeded, 1), new End(2, JobState.Failed, 1), new End(3, JobState.Failed, 1),
            new End(4, JobState.Retrying, 1000), new End(5, JobState.Retrying, 1000),
        ]),
        new Report(6, 50, 2),
        new Cancel(14),
        new Cancel(13),
        new TakeTickets(1),
        new Reconcile(),
        new Pass(1000),
    ];

    private readonly StoreFixture _store;

    protected PrefixTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _store = store;
    }

    /// <summary>Steps of which the last is to be cut; they are named after its script.</summary>
    public static TheoryData<string, string> Cuts => new(from name in Steps.Keys from look in Looks.Keys select (name, look));

    /// <summary>What comes upon what a cut script left behind.</summary>
    private static Dictionary<string, Step[]> Looks { get; } = new(StringComparer.Ordinal)
    {
        ["nothing"] = [],
        ["sweep"] = [new Promote(500), new Reap(500), new Reconcile(), new Replay()],
        ["trim"] = [new Trim(JobState.Succeeded, 0), new Trim(JobState.Failed, 0), new Trim(JobState.Cancelled, 0)],
        ["purge"] = [.. Enum.GetValues<JobState>().Where(static state => state != JobState.Running).Select(static state => new Purge(state))],
    };

    private static Dictionary<string, Step[]> Steps { get; } = new(StringComparer.Ordinal)
    {
        ["submit"] = [new Submit([new Item(3, 0, 2, 2, 0), new Item(0, 500, 2, 0, 0), new Item(9, 0, 2, 3, 1), new Item(1, 0, 2, 1, 0)])],
        ["submit, the same keys again"] = [new Again(new Submit([new Item(3, 0, 2, 2, 0), new Item(0, 500, 2, 3, 0)])), new Submit([new Item(3, 0, 2, 2, 0), new Item(0, 500, 2, 3, 0)])],
        ["claim"] = [new Claim(3, 15_000)],
        ["complete"] = [new Complete([new End(6, JobState.Succeeded, 1), new End(7, JobState.Retrying, 500), new End(8, JobState.Queued, 1), new End(9, JobState.Failed, 1)])],
        ["complete, called off"] = [new Cancel(2), new Complete([new End(6, JobState.Cancelled, 1), new End(7, JobState.Retrying, 1), new End(8, JobState.Queued, 1)])],
        ["heartbeat"] = [new Heartbeat([6, 7, 8, 0], 15_000)],
        ["report"] = [new Report(7, 10, 2)],
        ["promote"] = [new Promote(500)],
        ["reap"] = [new Pass(60_000), new Reap(500)],
        ["reap, called off or without attempts left"] = [new Cancel(2), new Pass(60_000), new Reap(500), new Claim(20, 1000), new Pass(1000), new Reap(500)],
        ["reconcile, tickets missing"] = [new TakeTickets(3), new Reconcile(), new Reconcile()],
        ["reconcile, tickets too many"] = [new AddTickets(3), new Reconcile()],
        ["reconcile, jobs come due"] = [new Submit([new Item(0, 60_500, 2, 0, 0), new Item(0, 90_000, 2, 0, 0)]), new Pass(1000), new Reconcile()],
        ["reconcile, jobs have come due"] = [new Submit([new Item(0, 1_000, 2, 0, 0), new Item(0, 2_000, 2, 0, 0)]), new Reconcile(), new Pass(1500), new Promote(500), new Reconcile()],
        ["cancel"] = [new Cancel(11)],
        ["cancel, delayed"] = [new Cancel(15)],
        ["cancel, running"] = [new Cancel(3)],
        ["retry"] = [new Retry(14)],
        ["replay"] = [new Replay()],
        ["delete"] = [new Delete(14)],
        ["purge"] = [new Purge(JobState.Queued)],
        ["trim"] = [new Trim(JobState.Succeeded, 0)],
        ["pause"] = [new Pause()],
        ["pause, then resume"] = [new Pause(), new Resume()],
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Script_CutAfterEveryWrite_LosesAndDoublesNothing(string name, string look)
    {
        var steps = Steps[name];
        for (var writes = 0; ; writes++)
        {
            var trial = new Trial(_store.Connection);
            foreach (var step in Busy.Concat(steps[..^1]))
                await trial.TakeAsync(step);

            var isCut = await trial.TakeAsync(new Cut(steps[^1], writes));

            Assert.Equal(Script(name), trial.CutScript);
            if (!isCut)
            {
                Assert.True(writes > 0, "The script wrote nothing.");
                TestContext.Current.TestOutputHelper!.WriteLine($"{writes} prefixes");
                return;
            }
            foreach (var step in Looks[look].Append(steps[^1]))
                await trial.TakeAsync(step);
            await trial.SettleAsync();
        }
    }

    [Fact]
    public void Scripts_ThatWrite_AreAllHere() => Assert.Equal(
        ScriptCutter.Scripts.Where(static script => script != LuaScript.Get && script != LuaScript.Log && script != LuaScript.Stats).Select(static script => script.Name).Order(StringComparer.Ordinal),
        Steps.Keys.Select(Script).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Script(string name) => name.Split(',')[0];
}
