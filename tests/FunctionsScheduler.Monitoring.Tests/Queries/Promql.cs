using System.Text.RegularExpressions;

namespace FunctionsScheduler.Monitoring.Tests.Queries;

/// <summary>What a query in Prometheus's language is about.</summary>
internal sealed partial record Promql
{
    private static readonly HashSet<string> Keywords = new(["and", "or", "unless", "bool", "offset", "inf", "nan"], StringComparer.OrdinalIgnoreCase);

    public Promql(string text)
    {
        var plain = StringLiteral().Replace(text, "\"\"");
        var labels = Matcher().Matches(plain).Select(static match => match.Groups["label"].Value)
            .Concat(Grouping().Matches(plain).SelectMany(static match => match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        Labels = labels.Where(static label => label != "le").ToHashSet(StringComparer.Ordinal);
        plain = Grouping().Replace(Braces().Replace(plain, " "), " ");
        Metrics = Identifier().Matches(plain).Select(static match => match.Value).Where(static name => !Keywords.Contains(name)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The metrics it names.</summary>
    public IReadOnlySet<string> Metrics { get; }

    /// <summary>The labels it chooses and groups by, but for the bounds of buckets.</summary>
    public IReadOnlySet<string> Labels { get; }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StringLiteral();

    [GeneratedRegex("(?<label>[a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Matcher();

    [GeneratedRegex("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\((?<labels>[^)]*)\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouping();

    /// <summary>What stands in braces and brackets: matchers and times.</summary>
    [GeneratedRegex("\\{[^}]*\\}|\\[[^\\]]*\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();

    /// <summary>A name that is not a function's.</summary>
    [GeneratedRegex("(?<![\\w.:])(?>[a-zA-Z_:][\\w:]*)(?!\\s*\\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
