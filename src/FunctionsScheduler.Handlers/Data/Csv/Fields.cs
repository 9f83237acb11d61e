using System.Globalization;

namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>How fields are read as values. Only forms that mean the same everywhere: a decimal point, ISO 8601 dates.</summary>
internal static class Fields
{
    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryBoolean(string field, out bool value) => bool.TryParse(field, out value);

    public static bool TryInteger(string field, out long value)
    {
        value = 0;
        return !IsCode(field) && long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryNumber(string field, out double value)
    {
        value = 0;
        return !IsCode(field)
            && double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>Reads a date and keeps how it was written.</summary>
    public static bool TryDate(string field, out (DateTimeOffset Moment, string Written) value)
    {
        var read = DateTimeOffset.TryParseExact(field, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        value = (moment, field);
        return read;
    }

    /// <summary>Whether digits are a code, such as a postal code, of which a leading zero is a part.</summary>
    private static bool IsCode(string field) => field is ['0', >= '0' and <= '9', ..];
}
