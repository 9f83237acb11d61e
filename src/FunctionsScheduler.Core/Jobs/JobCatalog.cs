using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace FunctionsScheduler.Jobs;

/// <summary>The job types this process knows, by name.</summary>
public sealed class JobCatalog
{
    private readonly FrozenDictionary<string, JobType> _types;

    /// <summary>A catalog of the registered types.</summary>
    /// <exception cref="InvalidOperationException">Two types have one name.</exception>
    public JobCatalog(IEnumerable<JobType> types)
    {
        var byName = new Dictionary<string, JobType>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (!byName.TryAdd(type.Name, type))
                throw new InvalidOperationException($"The job type '{type.Name}' is registered twice.");
        }
        _types = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names of all types, sorted.</summary>
    public IEnumerable<string> Names => _types.Keys.Order(StringComparer.Ordinal);

    /// <summary>All types.</summary>
    public IReadOnlyCollection<JobType> Types => _types.Values;

    /// <summary>Looks a type up.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out JobType? type) => _types.TryGetValue(name, out type);
}
