namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>Tries a type on a column: the smallest and largest values, until a field does not fit.</summary>
internal sealed class ValueRange<T>(FieldReader<T> read)
    where T : IComparable<T>
{
    private bool _any;

    /// <summary>Whether every field so far can be read as this type.</summary>
    public bool Fits { get; private set; } = true;

    public T? Min { get; private set; }

    public T? Max { get; private set; }

    public void Add(string field)
    {
        if (!Fits)
            return;
        if (!read(field, out var value))
        {
            Fits = false;
            return;
        }
        if (!_any || value.CompareTo(Min) < 0)
            Min = value;
        if (!_any || value.CompareTo(Max) > 0)
            Max = value;
        _any = true;
    }
}
