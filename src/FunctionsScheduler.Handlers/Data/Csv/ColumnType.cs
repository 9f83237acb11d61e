namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>What all the values of a column can be read as.</summary>
internal enum ColumnType
{
    /// <summary>There are no values.</summary>
    Empty,

    /// <summary><c>true</c> and <c>false</c>, in any case.</summary>
    Boolean,

    /// <summary>Whole numbers of up to 64 bits. Digits with a leading zero are a code, not a number: text.</summary>
    Integer,

    /// <summary>Decimal numbers with a point.</summary>
    Number,

    /// <summary>ISO 8601 dates, with or without a time.</summary>
    Date,

    /// <summary>Anything else.</summary>
    Text,
}
