namespace FunctionsScheduler.Capacity;

/// <summary>The store is nearly full and takes no more jobs, so that those it has can be finished. Nothing was submitted; there is room again when jobs are forgotten.</summary>
public sealed class StoreFullException() : Exception("The store is nearly full; it takes no more jobs for now.");
