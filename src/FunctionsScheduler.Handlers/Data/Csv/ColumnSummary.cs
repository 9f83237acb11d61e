namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>What a column of a CSV holds.</summary>
/// <param name="Name">Its name in the header row.</param>
/// <param name="Type">What all its values are.</param>
/// <param name="Count">How many rows have a value.</param>
/// <param name="Missing">How many rows have none, or blanks.</param>
/// <param name="Min">
/// The smallest value: a number, a boolean, a date as it was written, or the beginning of the first text in ordinal order.
/// </param>
/// <param name="Max">The largest value.</param>
/// <param name="Mean">The mean of a column of numbers.</param>
/// <param name="Distinct">How many different values there are.</param>
/// <param name="DistinctCapped">Whether there are more than were counted.</param>
internal sealed record ColumnSummary(
    string Name, ColumnType Type, long Count, long Missing, object? Min, object? Max, double? Mean, int Distinct, bool DistinctCapped);
