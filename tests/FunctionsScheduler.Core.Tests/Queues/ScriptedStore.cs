using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

/// <summary>A store that answers scripts as a test says, or fails.</summary>
internal static class ScriptedStore
{
    /// <summary>A connection to such a store.</summary>
    /// <param name="answer">Makes the answer to a script's arguments.</param>
    public static IConnectionMultiplexer Answering(Func<RedisValue[], RedisResult> answer)
    {
        var database = new Mock<IDatabase>();
        database.Setup(it => it.ScriptEvaluateAsync(It.IsAny<byte[]>(), It.IsAny<RedisKey[]>(), It.IsAny<RedisValue[]>(), It.IsAny<CommandFlags>()))
            .Returns((byte[] _, RedisKey[] _, RedisValue[] arguments, CommandFlags _) => Task.FromResult(answer(arguments)));
        return Mock.Of<IConnectionMultiplexer>(it => it.GetDatabase(It.IsAny<int>(), It.IsAny<object>()) == database.Object);
    }

    /// <summary>What a store that cannot be reached makes of a call.</summary>
    public static RedisConnectionException Away() => new(ConnectionFailureType.UnableToConnect, CommandFlags.None, "away", null, CommandStatus.Unknown);

    /// <summary>What Redis answers to a call it does not take.</summary>
    public static RedisServerException Refusal(string message) => new(RedisErrorKind.Unknown, CommandFlags.None, message);

    /// <summary>An answer of numbers.</summary>
    public static RedisResult Numbers(params IEnumerable<int> numbers) => RedisResult.Create([.. numbers.Select(static number => (RedisValue)number)]);
}
