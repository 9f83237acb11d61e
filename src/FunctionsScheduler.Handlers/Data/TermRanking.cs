namespace FunctionsScheduler.Handlers.Data;

/// <summary>Finds the most frequent terms of a stream in bounded memory.</summary>
/// <remarks>
/// With k counters a count is too low by at most n / (k + 1) after n terms: J. Misra and D. Gries, "Finding repeated elements",
/// Science of Computer Programming 2 (1982). Up to k distinct terms it is exact.
/// </remarks>
internal sealed class TermRanking(int counters)
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    public bool Exact { get; private set; } = true;

    public void Add(ReadOnlySpan<char> term)
    {
        var lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(term, out var count))
            lookup[term] = count + 1;
        else if (_counts.Count < counters)
            lookup[term] = 1;
        else
            LowerAll();
    }

    public IReadOnlyList<TermCount> Top(int terms) =>
    [
        .. _counts.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Take(terms).Select(static pair => new TermCount(pair.Key, pair.Value)),
    ];

    private void LowerAll()
    {
        Exact = false;
        foreach (var (term, count) in _counts)
        {
            if (count == 1)
                _counts.Remove(term);
            else
                _counts[term] = count - 1;
        }
    }
}
