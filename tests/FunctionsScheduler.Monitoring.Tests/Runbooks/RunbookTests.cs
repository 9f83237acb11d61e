using FunctionsScheduler.Monitoring.Tests.Rules;

namespace FunctionsScheduler.Monitoring.Tests.Runbooks;

public sealed class RunbookTests
{
    [Fact]
    public void Alerts_AllOfThem_LeadToTheirEntry()
    {
        // An anchor is the heading in lower case.
        Assert.All(
            RuleFile.Alerts,
            static alert => Assert.Equal($"{Runbook.Source}#{alert.Name.ToLowerInvariant()}", alert.Annotations.GetValueOrDefault("runbook_url")));

        Assert.Equal(
            RuleFile.Alerts.Select(static alert => alert.Name).Order(StringComparer.Ordinal),
            Runbook.Entries.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Entries_AllOfThem_SayWhatItMeansHowToLookAndWhatToDo() => Assert.All(Runbook.Entries.Values, static entry =>
    {
        foreach (var part in (string[])["**What it means.**", "**How to look.**", "**What to do.**", "```sh\n"])
            Assert.Contains(part, entry, StringComparison.Ordinal);
    });
}
