namespace FunctionsScheduler.Capacity;

/// <summary>How full the store is.</summary>
/// <param name="UsedBytes">What it holds.</param>
/// <param name="LimitBytes">What it may hold; 0 when nobody knows.</param>
public readonly record struct StoreFill(long UsedBytes, long LimitBytes);
