using FunctionsScheduler.Capacity;

namespace FunctionsScheduler.Standalone.Storage;

/// <summary>
/// Measures the embedded store. While a piece of its log is compacted, what is alive in it counts twice: a store that is more than half full
/// may then pass for nearly full, for a second.
/// </summary>
internal sealed class GarnetGauge(EmbeddedGarnet garnet) : IStoreGauge
{
    public Task<StoreFill> MeasureAsync() => Task.FromResult(new StoreFill(garnet.UsedBytes, garnet.LimitBytes));
}
