using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Time.Testing;
using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

/// <summary>Whose time it is that the scripts go by.</summary>
public sealed class JobQueueClockTests
{
    [Fact]
    public async Task Run_OnTheSystemsClock_LeavesTheTimeToTheServer()
    {
        Assert.Equal(RedisValue.EmptyString, await FirstArgumentAsync(TimeProvider.System));
    }

    [Fact]
    public async Task Run_OnAnotherClock_GoesByIt()
    {
        Assert.Equal(1_767_225_600_123, await FirstArgumentAsync(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_123))));
    }

    private static async Task<RedisValue> FirstArgumentAsync(TimeProvider clock)
    {
        RedisValue[] arguments = [];
        var database = new Mock<IDatabase>();
        database.Setup(it => it.ScriptEvaluateAsync(It.IsAny<byte[]>(), It.IsAny<RedisKey[]>(), It.IsAny<RedisValue[]>(), It.IsAny<CommandFlags>()))
            .Callback((byte[] _, RedisKey[] _, RedisValue[] values, CommandFlags _) => arguments = values)
            .ReturnsAsync(RedisResult.Create(Array.Empty<RedisValue>()));
        var redis = new Mock<IConnectionMultiplexer>();
        redis.Setup(it => it.GetDatabase(It.IsAny<int>(), It.IsAny<object>())).Returns(database.Object);

        await new JobQueue(redis.Object, clock).GetLogAsync(JobId.New("data", DateTimeOffset.UnixEpoch));

        return arguments[0];
    }
}
