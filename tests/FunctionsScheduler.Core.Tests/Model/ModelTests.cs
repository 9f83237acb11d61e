using System.Diagnostics.CodeAnalysis;
using CsCheck;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Core.Tests.Model;

[Trait("Store", "Garnet")]
public sealed class ModelOnGarnetTests(GarnetFixture store) : ModelTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class ModelOnRedisTests(RedisFixture store) : ModelTests(store), IClassFixture<RedisFixture>;

/// <summary>
/// Random histories of a queue, against the specification. A violation prints a seed, which replays it as CsCheck_Seed, and the steps that
/// are enough to bring it about. More histories: CsCheck_Iter=2000, or CsCheck_Time=3600 for an hour of them.
/// </summary>
public abstract class ModelTests
{
    private const int HistoriesInCi = 100;

    private readonly StoreFixture _store;

    protected ModelTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _store = store;
    }

    [Fact]
    public Task Histories_WithoutFaults_FollowTheModel() => SampleAsync(Histories.Clean);

    [Fact]
    public Task Histories_WithScriptsCutShortAndRepliesLost_LoseAndDoubleNothing() => SampleAsync(Histories.Faulty);

    private async Task SampleAsync(Gen<Step[]> histories)
    {
        (Step[] Steps, Exception? Reason) violation = ([], null);
        try
        {
            await histories.SampleAsync(
                async history =>
                {
                    if (await FindViolationAsync(history) is { } found)
                    {
                        violation = (history, found);
                        throw found;
                    }
                },
                writeLine: TestContext.Current.TestOutputHelper!.WriteLine,
                iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? HistoriesInCi : Check.Iter,
                threads: 1,
                print: static history => $"{history.Length} steps");
        }
        catch (CsCheckException e)
        {
            var (steps, reason) = await ShrinkAsync(violation.Steps, violation.Reason);
            Assert.Fail($"{e.Message.Split('\n')[0]}\nThese steps are enough:\n{string.Join(",\n", steps.AsEnumerable())}\n{reason}");
        }
    }

    /// <summary>Leaves out steps, many at a time, then fewer, as long as there is a violation.</summary>
    private async Task<(Step[] Steps, Exception? Reason)> ShrinkAsync(Step[] steps, Exception? reason)
    {
        for (var size = steps.Length / 2; size > 0;)
        {
            var shrunk = false;
            for (var first = 0; first < steps.Length; first += size)
            {
                Step[] fewer = [.. steps[..first], .. steps[Math.Min(first + size, steps.Length)..]];
                if (await FindViolationAsync(fewer) is not { } found)
                    continue;
                (steps, reason, shrunk) = (fewer, found, true);
                first -= size;
            }
            if (!shrunk)
                size /= 2;
        }
        return (steps, reason);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong is a violation.")]
    private async Task<Exception?> FindViolationAsync(Step[] history)
    {
        try
        {
            await Trial.RunAsync(_store.Connection, history);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
