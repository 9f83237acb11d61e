using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>Describes the columns of a CSV as it streams by, in bounded memory.</summary>
internal static class CsvSummarizer
{
    private const int MaxColumns = 1000;
    private const int MaxFieldChars = 1024 * 1024;

    /// <summary>How many different values of a column are told apart.</summary>
    private const int MaxDistinct = 100_000;

    /// <summary>The same for all columns together: some 40 MB.</summary>
    private const int MaxDistinctInAll = 1_000_000;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="PermanentJobException">The text is not a CSV with a header row.</exception>
    public static async Task<CsvSummary> SummarizeAsync(TextReader text, CancellationToken cancellationToken)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t", "|"],
            MaxFieldSize = MaxFieldChars,
        };
        using var parser = new CsvParser(text, configuration);
        try
        {
            return await SummarizeAsync(parser, cancellationToken);
        }
        catch (BadDataException e)
        {
            throw new PermanentJobException(
                $"The CSV is malformed in or before line {parser.RawRow}: a quote is left open, or one inside a field is not doubled.", e);
        }
        catch (MaxFieldSizeException e)
        {
            throw new PermanentJobException(
                $"The CSV is malformed near line {parser.RawRow}: a field has more than {MaxFieldChars} characters. Is a quote left open?", e);
        }
    }

    private static async Task<CsvSummary> SummarizeAsync(CsvParser parser, CancellationToken cancellationToken)
    {
        if (!await parser.ReadAsync())
            throw new PermanentJobException("The CSV is empty; it must begin with a header row.");
        if (parser.Count > MaxColumns)
            throw new PermanentJobException($"The CSV has {parser.Count} columns; up to {MaxColumns} are allowed.");
        var distinctLimit = Math.Min(MaxDistinct, MaxDistinctInAll / parser.Count);
        var columns = parser.Record!.Select(name => new ColumnProfile(name.Trim(), distinctLimit)).ToArray();
        long rows = 0;
        while (await parser.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Count != columns.Length)
            {
                throw new PermanentJobException(
                    $"The CSV is malformed in line {parser.RawRow}: it has {parser.Count} fields where the header has {columns.Length}.");
            }
            for (var i = 0; i < columns.Length; i++)
                columns[i].Add(parser[i]);
            rows++;
        }
        return new CsvSummary(rows, [.. columns.Select(static column => column.ToSummary())]);
    }
}
