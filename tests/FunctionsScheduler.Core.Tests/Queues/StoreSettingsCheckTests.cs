using FunctionsScheduler.Core.Tests.Diagnostics;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class StoreSettingsCheckTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<StoreSettingsCheck> _log = new();
    private readonly DurabilityOptions _durability = new();

    [Fact]
    public async Task Start_ServerThatDropsAndForgets_IsSaid()
    {
        await CheckAsync(RedisStub.Server("maxmemory:1024", "maxmemory_policy:allkeys-lru", "aof_enabled:0"));

        Assert.Equal(
            [
                "Warning: Redis at Unspecified/redis:6379 has a maxmemory (1024 bytes) and the maxmemory-policy allkeys-lru: when it is full it drops jobs without a word. Set maxmemory-policy to noeviction.",
                "Warning: Redis at Unspecified/redis:6379 keeps no append-only file: when it restarts, the jobs since its last snapshot are lost, or all of them. Set appendonly to yes.",
            ],
            _log.Lines);
    }

    [Theory]
    [InlineData("maxmemory:0", "maxmemory_policy:allkeys-lru", "aof_enabled:1")]
    [InlineData("maxmemory:1024", "maxmemory_policy:noeviction", "aof_enabled:1")]
    [InlineData("maxmemory:1024")]
    [InlineData("maxmemory_policy:allkeys-lru")]
    public async Task Start_ServerThatKeepsWhatItHasOrDoesNotTell_IsTakenForRight(params string[] info)
    {
        await CheckAsync(RedisStub.Server(info));

        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Start_ServerTooOldToWaitForItsLog_IsSaidWhereItMatters(bool waits, int lines)
    {
        _durability.WaitForAof = waits;

        await CheckAsync(RedisStub.Server());

        Assert.Equal(lines, _log.Lines.Count());
        Assert.All(_log.Lines, static line => Assert.StartsWith("Error: Redis:WaitForAof is set, but Redis at Unspecified/redis:6379 is version 7.0.15", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ServerThatIsNotThereYet_IsCheckedWhenItIs()
    {
        var isLoading = true;

        await CheckAsync(RedisStub.Server(() =>
        {
            if (!isLoading)
                return ["aof_enabled:0"];
            isLoading = false;
            throw ScriptedStore.Refusal("LOADING");
        }));

        Assert.Contains(_log.Lines, static line => line.Contains("keeps no append-only file", StringComparison.Ordinal));
    }

    private async Task CheckAsync(IServer server)
    {
        using var check = new StoreSettingsCheck(RedisStub.Of(server), Options.Create(_durability), _clock, _log);
        await check.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(check.ExecuteTask!.IsCompleted), "the check is done");
        await check.ExecuteTask!;
    }
}
