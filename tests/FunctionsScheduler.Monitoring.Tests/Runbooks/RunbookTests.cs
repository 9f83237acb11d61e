using FunctionsScheduler.Monitoring.Tests.Rules;

namespace FunctionsScheduler.Monitoring.Tests;

public sealed class RunbookTests
{
    private const string Heading = "### FunctionsScheduler";
    private const string File = "docs/runbook.md";

    private static readonly IReadOnlyList<string> Entries = [.. Repository.Read(File).Split("\n#").Select(static part => "#" + part).Where(static part => part.StartsWith(Heading, StringComparison.Ordinal))];

    [Fact]
    public void Alerts_AllOfThem_LeadToTheirEntry()
    {
        // An anchor is the heading in lower case.
        Assert.All(RuleFile.Alerts, static alert => Assert.Equal($"{File}#{alert.Name.ToLowerInvariant()}", alert.Annotations.GetValueOrDefault("runbook_url")));

        Assert.Equal(
            RuleFile.Alerts.Select(static alert => alert.Name).Order(StringComparer.Ordinal),
            Entries.Select(static entry => entry.Split('\n')[0]["### ".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Entries_AllOfThem_SayWhatItMeansHowToLookAndWhatToDo() => Assert.All(Entries, static entry =>
    {
        foreach (var part in (string[])["**What it means.**", "**How to look.**", "**What to do.**"])
            Assert.Contains(part, entry, StringComparison.Ordinal);
        Assert.Contains("```sh\n", entry, StringComparison.Ordinal);
    });
}
