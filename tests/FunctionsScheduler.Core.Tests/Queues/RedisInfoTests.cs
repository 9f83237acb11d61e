using FunctionsScheduler.Queues;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class RedisInfoTests
{
    [Fact]
    public void Primaries_ReplicasAndServersThatAreAway_AreLeftOut()
    {
        var primary = RedisStub.Server();

        var primaries = RedisInfo.Primaries(RedisStub.Of(RedisStub.Server(() => [], isConnected: false), primary, RedisStub.Server(() => [], isReplica: true)));

        Assert.Same(primary, Assert.Single(primaries));
    }

    [Fact]
    public void Primaries_None_IsUnavailable()
    {
        Assert.Throws<StoreUnavailableException>(() => RedisInfo.Primaries(RedisStub.Of(RedisStub.Server(() => [], isReplica: true))));
    }

    [Fact]
    public async Task Read_Section_IsReadByName()
    {
        var info = await RedisInfo.ReadAsync(RedisStub.Server("maxmemory:1", "used_memory:2", "maxmemory:3"), "memory");

        Assert.Equal([("maxmemory", "1"), ("used_memory", "2")], info.Select(static pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task Read_ServerThatMayNotBeAsked_SaysNothing()
    {
        Assert.Empty(await RedisInfo.ReadAsync(RedisStub.Server(static () => throw ScriptedStore.Refusal("NOPERM this user has no permissions to run the 'info' command")), "memory"));
    }

    [Fact]
    public async Task Read_ServerAway_IsUnavailable()
    {
        foreach (var cause in new RedisException[] { ScriptedStore.Refusal("LOADING"), ScriptedStore.Away() })
        {
            var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => RedisInfo.ReadAsync(RedisStub.Server(() => throw cause), "memory"));
            Assert.StartsWith("The store did not answer 'INFO memory'", unavailable.Message, StringComparison.Ordinal);
        }
    }
}
