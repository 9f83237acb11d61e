using FunctionsScheduler.Queues;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class StoreUnavailableExceptionTests
{
    [Theory]
    [InlineData("LOADING Redis is loading the dataset in memory")]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.")]
    [InlineData("READONLY You can't write against a read only replica.")]
    [InlineData("MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.")]
    [InlineData("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.")]
    [InlineData("CLUSTERDOWN The cluster is down")]
    [InlineData("NOREPLICAS Not enough good replicas to write.")]
    [InlineData("TRYAGAIN Multiple keys request during rehashing of slot")]
    [InlineData("BUSY Redis is busy running a script.")]
    [InlineData("UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)")]
    [InlineData("ERR Error running script: -OOM command not allowed when used memory > 'maxmemory'.")]
    public void IsMeantBy_WhatRedisSaysWhenItCannotForNow_True(string message)
    {
        Assert.True(StoreUnavailableException.IsMeantBy(ScriptedStore.Refusal(message)));
    }

    [Theory]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("ERR unknown command")]
    [InlineData("NOSCRIPT No matching script.")]
    public void IsMeantBy_WhatRedisSaysToAWrongCommand_False(string message)
    {
        Assert.False(StoreUnavailableException.IsMeantBy(ScriptedStore.Refusal(message)));
    }

    [Fact]
    public void IsMeantBy_NoAnswerOrNoConnection_True()
    {
        Assert.True(StoreUnavailableException.IsMeantBy(new RedisTimeoutException(CommandFlags.None, "slow", CommandStatus.Sent)));
        Assert.True(StoreUnavailableException.IsMeantBy(ScriptedStore.Away()));
        Assert.False(StoreUnavailableException.IsMeantBy(new InvalidOperationException("OOM")));
    }
}
