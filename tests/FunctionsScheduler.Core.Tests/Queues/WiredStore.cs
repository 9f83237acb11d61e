using System.Collections.Concurrent;
using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

/// <summary>A store whose messages a test sends by hand.</summary>
internal sealed class WiredStore
{
    private readonly ConcurrentDictionary<string, Action<RedisChannel, RedisValue>> _listeners = new(StringComparer.Ordinal);

    public WiredStore()
    {
        var subscriber = new Mock<ISubscriber>();
        subscriber.Setup(it => it.SubscribeAsync(It.IsAny<RedisChannel>(), It.IsAny<Action<RedisChannel, RedisValue>>(), It.IsAny<CommandFlags>()))
            .Returns((RedisChannel channel, Action<RedisChannel, RedisValue> listener, CommandFlags _) =>
            {
                if (Away-- > 0)
                    throw ScriptedStore.Away();
                _listeners[channel!] = listener;
                return Task.CompletedTask;
            });
        var empty = RedisResult.Create([RedisResult.Create(Array.Empty<RedisValue>())]);
        var database = ScriptedStore.Answering(_ => empty).GetDatabase();
        Connection = Mock.Of<IConnectionMultiplexer>(it => it.GetSubscriber(It.IsAny<object>()) == subscriber.Object && it.GetDatabase(It.IsAny<int>(), It.IsAny<object>()) == database);
    }

    public IConnectionMultiplexer Connection { get; }

    /// <summary>How many more subscriptions find it away.</summary>
    public int Away { get; set; }

    public bool IsListenedTo(RedisChannel channel) => _listeners.ContainsKey(channel!);

    public void Send(RedisChannel channel, string message) => _listeners[channel!](channel, message);
}
