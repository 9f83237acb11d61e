namespace FunctionsScheduler.Chaos.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>A worker is killed.</summary>
    WorkerKill,

    /// <summary>A worker's clock stops for longer than its leases last.</summary>
    WorkerPause,

    /// <summary>An API is killed.</summary>
    ApiKill,

    /// <summary>An API's clock stops for a while.</summary>
    ApiPause,

    /// <summary>Redis is killed and comes back at once.</summary>
    StoreCrash,

    /// <summary>Redis is killed and stays away; nothing else goes wrong meanwhile, and the recovery is judged.</summary>
    StoreOutage,

    /// <summary>The clock of Redis stops for a while.</summary>
    StorePause,

    /// <summary>Redis closes all connections.</summary>
    StoreDisconnect,

    /// <summary>Redis reaches maxmemory.</summary>
    StoreFull,

    /// <summary>Redis forgets the scripts it was taught.</summary>
    StoreForgetsScripts,

    /// <summary>Primary and replica change places in good order.</summary>
    StoreFailover,

    /// <summary>The primary is killed and its replica promoted.</summary>
    StorePrimaryLoss,
}
