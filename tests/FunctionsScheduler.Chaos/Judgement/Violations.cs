namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>What must not be, by kind, with the first few examples of each.</summary>
internal sealed class Violations
{
    private const int Examples = 5;

    private readonly SortedDictionary<string, List<string>> _kinds = new(StringComparer.Ordinal);

    public bool Any => _kinds.Count > 0;

    public int this[string kind] => _kinds.TryGetValue(kind, out var found) ? found.Count : 0;

    public void Add(string kind, string what)
    {
        if (!_kinds.TryGetValue(kind, out var found))
            _kinds.Add(kind, found = []);
        found.Add(what);
    }

    public IEnumerable<string> Lines => _kinds.SelectMany(static kind => kind.Value.Take(Examples).Prepend($"{kind.Value.Count} x {kind.Key}, such as"));

    public override string ToString() => string.Join(Environment.NewLine, Lines);
}
