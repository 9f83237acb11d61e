using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FunctionsScheduler.Monitoring.Tests.Rules;

/// <summary>What the files in <c>Alerts</c> try, as <c>promtool test rules</c> reads them.</summary>
internal static class AlertCases
{
    public const string Folder = "tests/FunctionsScheduler.Monitoring.Tests/Alerts";

    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public static IEnumerable<string> Files { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf(Folder), "*.yaml").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Alerts that some case wants to fire.</summary>
    public static IEnumerable<string> Firing => All().Where(static look => look.ExpAlerts.Count > 0).Select(static look => look.Alertname);

    /// <summary>Alerts that some case wants to be silent.</summary>
    public static IEnumerable<string> Silent => All().Where(static look => look.ExpAlerts.Count == 0).Select(static look => look.Alertname);

    private static IEnumerable<Look> All() => Files
        .SelectMany(static file => Yaml.Deserialize<CaseFile>(Repository.Read($"{Folder}/{file}")).Tests)
        .SelectMany(static test => test.AlertRuleTest);

    private sealed record CaseFile
    {
        public required List<Case> Tests { get; init; }
    }

    private sealed record Case
    {
        public required List<Look> AlertRuleTest { get; init; }
    }

    private sealed record Look
    {
        public required string Alertname { get; init; }

        public List<object> ExpAlerts { get; init; } = [];
    }
}
