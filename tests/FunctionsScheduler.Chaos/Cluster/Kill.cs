namespace FunctionsScheduler.Chaos.Cluster;

/// <summary>A process that was killed.</summary>
/// <param name="At">When.</param>
/// <param name="Name">Which one.</param>
internal sealed record Kill(TimeSpan At, string Name)
{
    /// <summary>A Redis that comes back with what it had.</summary>
    public const string Redis = "redis";

    /// <summary>A primary whose replica takes over.</summary>
    public const string LostPrimary = "redis, for good";

    public bool IsWorker => Name.StartsWith("worker", StringComparison.Ordinal);
}
