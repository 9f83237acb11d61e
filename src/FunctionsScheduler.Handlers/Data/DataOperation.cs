using System.Text.Json.Serialization;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>What a <c>data</c> job does with its text.</summary>
internal enum DataOperation
{
    /// <summary>Answers the text in upper case.</summary>
    Upper,

    /// <summary>Answers the text in lower case.</summary>
    Lower,

    /// <summary>Answers the text backwards, keeping what a reader sees as one character together.</summary>
    Reverse,

    /// <summary>Answers the SHA-256 of the bytes, in hex.</summary>
    Sha256,

    /// <summary>Counts words, lines and characters.</summary>
    [JsonStringEnumMemberName("wordcount")]
    WordCount,

    /// <summary>Describes the columns of a CSV.</summary>
    [JsonStringEnumMemberName("csv-summary")]
    CsvSummary,
}
