using System.Net;
using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

/// <summary>Redis servers that say of themselves what a test lets them say.</summary>
internal static class RedisStub
{
    /// <summary>A connection to some servers.</summary>
    public static IConnectionMultiplexer Of(params IServer[] servers) => Mock.Of<IConnectionMultiplexer>(it => it.GetServers() == servers);

    /// <summary>A server with what it says to <c>INFO</c>, whatever the section: <c>name:value</c> each.</summary>
    public static IServer Server(params string[] info) => Server(() => info);

    /// <summary>A server that is asked.</summary>
    public static IServer Server(Func<IReadOnlyList<string>> info, bool isConnected = true, bool isReplica = false)
    {
        var server = new Mock<IServer>();
        server.Setup(it => it.IsConnected).Returns(isConnected);
        server.Setup(it => it.IsReplica).Returns(isReplica);
        server.Setup(it => it.EndPoint).Returns(new DnsEndPoint("redis", 6379));
        server.Setup(it => it.Version).Returns(new Version(7, 0, 15));
        server.Setup(it => it.InfoAsync(It.IsAny<RedisValue>(), It.IsAny<CommandFlags>()))
            .Returns((RedisValue section, CommandFlags _) => Task.FromResult<IGrouping<string, KeyValuePair<string, string>>[]>(
                [.. info().Select(static line => line.Split(':')).Select(static parts => KeyValuePair.Create(parts[0], parts[1])).GroupBy(_ => (string)section!)]));
        return server.Object;
    }
}
