using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FunctionsScheduler.Monitoring.Tests.Rules;

/// <summary>The rules, which are kept as a PrometheusRule.</summary>
internal static class RuleFile
{
    public const string Source = "keda/components/monitoring/shared/rules.yaml";

    private const string GroupInterval = "interval: 30s";

    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public static IReadOnlyList<Rule> Rules { get; } = [.. Yaml.Deserialize<Manifest>(Repository.Read(Source)).Spec.Groups.SelectMany(static group => group.Rules)];

    public static IEnumerable<Rule> Alerts => Rules.Where(static rule => rule.Alert is not null);

    public static IEnumerable<Rule> Records => Rules.Where(static rule => rule.Record is not null);

    /// <summary>Writes them as Prometheus reads them.</summary>
    public static void Write(string path) => File.WriteAllText(path, Text());

    /// <summary>The same, for a Prometheus that looks every second.</summary>
    public static void WriteImpatient(string path)
    {
        Assert.Contains(GroupInterval, Text(), StringComparison.Ordinal);
        File.WriteAllText(path, Text().Replace(GroupInterval, "interval: 1s", StringComparison.Ordinal));
    }

    /// <summary>Reads what Prometheus reads.</summary>
    public static IReadOnlyList<Rule> Parse(string text) => [.. Yaml.Deserialize<Spec>(text).Groups.SelectMany(static group => group.Rules)];

    private static string Text() => string.Join('\n', Repository.Read(Source).Split('\n')
        .SkipWhile(static line => line != "spec:").Skip(1).Select(static line => line.Length > 2 ? line[2..] : "")) + '\n';

    private sealed record Manifest
    {
        public required Spec Spec { get; init; }
    }

    private sealed record Spec
    {
        public required List<Group> Groups { get; init; }
    }

    private sealed record Group
    {
        public required List<Rule> Rules { get; init; }
    }
}
