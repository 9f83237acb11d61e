using FunctionsScheduler.Queues;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class RedisConnectionTests
{
    [Theory]
    [InlineData(null, "Redis is not set; it must be a connection string such as 'localhost:6379' or 'host:6380,password=...,ssl=true'.")]
    [InlineData(" ", "Redis is not set; it must be a connection string such as 'localhost:6379' or 'host:6380,password=...,ssl=true'.")]
    [InlineData("localhost,nonsense=1", "Redis is not a connection string: Keyword 'nonsense' is not supported.")]
    public void Open_NoConnectionString_SaysWhatIsWrong(string? text, string message)
    {
        var invalid = Assert.Throws<OptionsValidationException>(() => RedisConnection.Open(text));

        Assert.StartsWith(message, invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NobodyThere_TriesOnAndFailsCallsAtOnce()
    {
        await using var connection = RedisConnection.Open("127.0.0.1:1");

        var call = StoreCall.TryAsync("ping", () => connection.GetDatabase().PingAsync());

        Assert.False(connection.IsConnected);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => call);
    }
}
