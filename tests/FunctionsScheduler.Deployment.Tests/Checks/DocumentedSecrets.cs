using System.Text.RegularExpressions;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>The secrets that a guide tells to make with <c>kubectl create secret generic</c>.</summary>
internal static partial class DocumentedSecrets
{
    /// <summary>The keys of each secret, by its name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> In(string guide) =>
        Command().Matches(guide.Replace("\\\n", " ", StringComparison.Ordinal)).ToDictionary(
            static match => match.Groups["name"].Value,
            static match => (IReadOnlyList<string>)[.. Key().Matches(match.Value).Select(static key => key.Groups["key"].Value)],
            StringComparer.Ordinal);

    [GeneratedRegex(@"kubectl (?:-n \S+ )?create secret generic (?<name>[a-z-]+)[^\n]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex("--from-(?:literal|file)=\"?(?<key>[A-Za-z0-9._-]+)=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
