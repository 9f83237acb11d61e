namespace FunctionsScheduler.Chaos.Load;

/// <summary>What a job of the load does.</summary>
internal enum JobKind
{
    /// <summary>A data job: volume, without a side effect to count.</summary>
    Data,

    /// <summary>Calls the target, which answers soon.</summary>
    Call,

    /// <summary>Calls the target, which takes seconds.</summary>
    Slow,

    /// <summary>Calls the target, which fails the first two times.</summary>
    Flaky,

    /// <summary>Calls the target, which says that it never will.</summary>
    Refused,

    /// <summary>Kills its worker whenever it runs.</summary>
    Poison,

    /// <summary>Holds its slot until every slot of every worker is held.</summary>
    RollCall,
}
