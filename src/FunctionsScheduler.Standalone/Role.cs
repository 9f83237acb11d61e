namespace FunctionsScheduler.Standalone;

/// <summary>What a process does.</summary>
internal enum Role
{
    /// <summary>Takes jobs and runs them.</summary>
    All,

    /// <summary>Takes jobs.</summary>
    Api,

    /// <summary>Runs jobs.</summary>
    Worker,
}
