using FunctionsScheduler.Capacity;
using FunctionsScheduler.Core.Tests.Queues;

namespace FunctionsScheduler.Core.Tests.Capacity;

public sealed class RedisGaugeTests
{
    [Fact]
    public async Task Measure_MaxMemory_IsTheLimitForWhatCounts()
    {
        var fill = await new RedisGauge(RedisStub.Of(
            RedisStub.Server("used_memory:700", "mem_not_counted_for_evict:100", "maxmemory:1000", "total_system_memory:8000"))).MeasureAsync();

        Assert.Equal(new StoreFill(600, 1000), fill);
    }

    [Fact]
    public async Task Measure_NoMaxMemory_TheMachinesIsTheLimit()
    {
        var fill = await new RedisGauge(RedisStub.Of(RedisStub.Server("used_memory:700", "maxmemory:0", "total_system_memory:8000"))).MeasureAsync();

        Assert.Equal(new StoreFill(700, 8000), fill);
    }

    [Fact]
    public async Task Measure_ServerThatDoesNotTell_IsOfUnknownSize()
    {
        Assert.Equal(default, await new RedisGauge(RedisStub.Of(RedisStub.Server("used_memory:?"))).MeasureAsync());
    }

    [Fact]
    public async Task Measure_SeveralPrimaries_TheFullestCounts()
    {
        var fill = await new RedisGauge(RedisStub.Of(
            RedisStub.Server("used_memory:700", "maxmemory:2000"),
            RedisStub.Server("used_memory:500", "maxmemory:1000"),
            RedisStub.Server("used_memory:900"),
            RedisStub.Server("used_memory:400", "maxmemory:1000"))).MeasureAsync();

        Assert.Equal(new StoreFill(500, 1000), fill);
    }
}
