using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Monitoring.Tests.Rules;

public sealed class RuleTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public static TheoryData<string> AlertFiles => [.. AlertCases.Files];

    [Fact]
    public async Task Rules_ArePrometheusRules()
    {
        Promtool.Require();
        RuleFile.Write(_directory["rules.yaml"]);

        var (passed, output) = await Promtool.RunAsync(_directory, "check", "rules", "rules.yaml");

        Assert.True(passed, output);
        Assert.Contains($"{RuleFile.Rules.Count} rules found", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AlertFiles))]
    public async Task Alerts_OnMadeUpSeries_FireAndAreSilentAsTheyShould(string file)
    {
        Promtool.Require();
        RuleFile.Write(_directory["rules.yaml"]);
        File.Copy(Repository.PathOf($"{AlertCases.Folder}/{file}"), _directory[file]);

        var (passed, output) = await Promtool.RunAsync(_directory, "test", "rules", file);

        Assert.True(passed, output);
    }

    [Fact]
    public void Alerts_AllOfThem_AreTriedBothWays()
    {
        var alerts = RuleFile.Alerts.Select(static alert => alert.Name).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(alerts, AlertCases.Firing.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(alerts, AlertCases.Silent.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alerts_AllOfThem_SayWhatIsWrongAndHowBadItIs()
    {
        Assert.All(RuleFile.Alerts, static alert =>
        {
            Assert.Contains(alert.Labels.GetValueOrDefault("severity"), (string[])["critical", "warning"]);
            Assert.Equal(["description", "runbook_url", "summary"], alert.Annotations.Keys.Order(StringComparer.Ordinal));
            Assert.All(alert.Annotations.Values, Assert.NotEmpty);
        });
    }

    [Fact]
    public void Rules_AllOfThem_HaveNamesOfTheirOwn() =>
        Assert.Empty(RuleFile.Rules.GroupBy(static rule => rule.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1).Select(static group => group.Key));

    public void Dispose() => _directory.Dispose();
}
