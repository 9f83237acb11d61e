using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Capacity;

/// <summary>Tells how full the store is.</summary>
public interface IStoreGauge
{
    /// <summary>Asks the store.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    Task<StoreFill> MeasureAsync();
}
