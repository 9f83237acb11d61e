using FunctionsScheduler.Jobs;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Core.Tests.Model;

[Trait("Store", "Garnet")]
public sealed class RegressionOnGarnetTests(GarnetFixture store) : RegressionTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class RegressionOnRedisTests(RedisFixture store) : RegressionTests(store), IClassFixture<RedisFixture>;

/// <summary>
/// Histories that once were violations, in the few steps that were enough. (A seed alone would mean another history as soon as there is
/// another kind of step.)
/// </summary>
public abstract class RegressionTests
{
    private readonly StoreFixture _store;

    protected RegressionTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _store = store;
    }

    public static TheoryData<string> Violations => [.. Histories.Keys];

    private static Dictionary<string, Step[]> Histories { get; } = new(StringComparer.Ordinal)
    {
        ["A job that had failed, was replayed and succeeded at once still showed its old error (4l0KPys3tcd5)"] =
        [
            new Submit([new Item(9, 0, 3, 0, 0)]),
            new Claim(1, 1000),
            new Complete([new End(0, JobState.Failed, 500)]),
            new Replay(),
            new Claim(1, 1000),
            new Complete([new End(1, JobState.Succeeded, 500)]),
            new Get(0),
        ],
        ["A replay of dead letters made a job ready that was to be tried again later (dGdOCYk5g9Ve)"] =
        [
            new Submit([new Item(0, 0, 3, 0, 0)]),
            new Claim(1, 1000),
            new Cut(new Complete([new End(0, JobState.Failed, 1)]), 1),
            new Complete([new End(0, JobState.Retrying, 1000)]),
            new Replay(),
        ],
        ["Two outcomes for one attempt in one call put the job into two indexes"] =
        [
            new Submit([new Item(0, 0, 3, 0, 0)]),
            new Claim(1, 1000),
            new Complete([new End(0, JobState.Succeeded, 1), new End(0, JobState.Failed, 1)]),
        ],
        ["An attempt that was tried again began with the progress of the one before"] =
        [
            new Submit([new Item(0, 0, 3, 0, 0)]),
            new Claim(1, 1000),
            new Report(0, 70, 0),
            new Complete([new End(0, JobState.Retrying, 1)]),
            new Pass(1),
            new Promote(500),
            new Claim(1, 1000),
            new Get(0),
        ],
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public Task History_OnceAViolation_FollowsTheModel(string violation) => Trial.RunAsync(_store.Connection, Histories[violation]);
}
