namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>What a CSV holds.</summary>
/// <param name="Rows">How many rows follow the header row.</param>
/// <param name="Columns">Its columns, in order.</param>
internal sealed record CsvSummary(long Rows, IReadOnlyList<ColumnSummary> Columns);
