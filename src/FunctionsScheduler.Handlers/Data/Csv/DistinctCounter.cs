using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>Counts different values up to a limit, keeping 64-bit hashes instead of values.</summary>
/// <remarks>
/// Among 100,000 values the chance that any two share a hash is about 3 in ten billion (n² / 2⁶⁵), so the count is taken for exact.
/// </remarks>
internal sealed class DistinctCounter(int limit)
{
    private readonly HashSet<ulong> _hashes = [];

    public int Count => _hashes.Count;

    /// <summary>Whether a value came that was not counted for lack of room.</summary>
    public bool Capped { get; private set; }

    public void Add(string value)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan()));
        if (_hashes.Count < limit)
            _hashes.Add(hash);
        else
            Capped = Capped || !_hashes.Contains(hash);
    }
}
