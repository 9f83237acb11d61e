using System.Text.RegularExpressions;

namespace FunctionsScheduler.Monitoring.Tests.Runbooks;

/// <summary>The runbook: an entry for every alert.</summary>
internal static partial class Runbook
{
    public const string Source = "docs/runbook.md";

    private const string Heading = "### FunctionsScheduler";

    /// <summary>The entries by the alert they are for.</summary>
    public static IReadOnlyDictionary<string, string> Entries { get; } = Repository.Read(Source).Split("\n#").Select(static part => $"#{part}")
        .Where(static part => part.StartsWith(Heading, StringComparison.Ordinal))
        .ToDictionary(static part => part.Split('\n')[0]["### ".Length..], StringComparer.Ordinal);

    /// <summary>The queries in it, by their entry.</summary>
    public static IEnumerable<(string Place, string Query)> Queries => Entries.SelectMany(static entry =>
        Query().Matches(entry.Value).Select(match => ($"runbook {entry.Key}", match.Groups["query"].Value)));

    [GeneratedRegex("^ask '(?<query>[^'\n]+)'$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();
}
