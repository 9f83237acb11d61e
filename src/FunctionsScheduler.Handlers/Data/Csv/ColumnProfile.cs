namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>Gathers what a column holds, field by field.</summary>
internal sealed class ColumnProfile(string name, int distinctLimit)
{
    /// <summary>How much of a text is shown as the smallest or largest.</summary>
    private const int TextChars = 100;

    private readonly ValueRange<bool> _booleans = new(Fields.TryBoolean);
    private readonly ValueRange<long> _integers = new(Fields.TryInteger);
    private readonly ValueRange<double> _numbers = new(Fields.TryNumber);
    private readonly ValueRange<(DateTimeOffset Moment, string Written)> _dates = new(Fields.TryDate);
    private readonly DistinctCounter _distinct = new(distinctLimit);
    private string? _firstText;
    private string? _lastText;
    private long _count;
    private long _missing;
    private double _mean;

    public void Add(string field)
    {
        if (string.IsNullOrWhiteSpace(field))
        {
            _missing++;
            return;
        }
        _count++;
        _distinct.Add(field);
        var value = field.Trim();
        _booleans.Add(value);
        _integers.Add(value);
        _numbers.Add(value);
        _dates.Add(value);
        if (_numbers.Fits && Fields.TryNumber(value, out var number))
            _mean += (number - _mean) / _count;
        if (_firstText is null || string.CompareOrdinal(field, _firstText) < 0)
            _firstText = Shorten(field);
        if (_lastText is null || string.CompareOrdinal(field, _lastText) > 0)
            _lastText = Shorten(field);
    }

    public ColumnSummary ToSummary()
    {
        var (type, min, max) = Range();
        double? mean = type is ColumnType.Integer or ColumnType.Number ? _mean : null;
        return new ColumnSummary(name, type, _count, _missing, min, max, mean, _distinct.Count, _distinct.Capped);
    }

    private (ColumnType Type, object? Min, object? Max) Range() => this switch
    {
        { _count: 0 } => (ColumnType.Empty, null, null),
        { _booleans.Fits: true } => (ColumnType.Boolean, _booleans.Min, _booleans.Max),
        { _integers.Fits: true } => (ColumnType.Integer, _integers.Min, _integers.Max),
        { _numbers.Fits: true } => (ColumnType.Number, _numbers.Min, _numbers.Max),
        { _dates.Fits: true } => (ColumnType.Date, _dates.Min.Written, _dates.Max.Written),
        _ => (ColumnType.Text, _firstText, _lastText),
    };

    private static string Shorten(string text) => text.Length <= TextChars ? text : text[..TextChars];
}
