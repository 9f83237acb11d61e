using System.Text.Json;
using System.Text.RegularExpressions;

namespace FunctionsScheduler.Monitoring.Tests.Dashboards;

public sealed partial class DashboardTests
{
    private const int Columns = 24;

    [Fact]
    public void Dashboard_IsOneThatGrafanaCanProvision()
    {
        Assert.InRange(Dashboard.Root.GetProperty("schemaVersion").GetInt32(), 39, 42);
        Assert.Equal("functions-scheduler", Dashboard.Root.GetProperty("uid").GetString());
        Assert.NotEmpty(Dashboard.Root.GetProperty("title").GetString()!);
        // An id would be the database's; Grafana gives it one.
        Assert.False(Dashboard.Root.TryGetProperty("id", out _));
        Assert.Equal(["datasource", "queue"], Dashboard.Variables.Select(static variable => variable.GetProperty("name").GetString()));
    }

    [Fact]
    public void Panels_HaveIdsAndPlacesOfTheirOwn()
    {
        Assert.Equal(Dashboard.Panels.Count, Dashboard.Panels.Select(static panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var taken = new Dictionary<(int X, int Y), string>();
        foreach (var panel in Dashboard.Panels)
        {
            var title = panel.GetProperty("title").GetString()!;
            var (x, y, width, height) = Place(panel);
            Assert.True(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= Columns, $"'{title}' is not within the {Columns} columns.");
            for (var column = x; column < x + width; column++)
            {
                for (var line = y; line < y + height; line++)
                    Assert.True(taken.TryAdd((column, line), title), $"'{title}' lies on '{taken[(column, line)]}'.");
            }
        }
    }

    [Fact]
    public void Charts_AskTheChosenDataSource_AndSayWhatTheyShow() => Assert.All(Dashboard.Charts, static chart =>
    {
        Assert.NotEmpty(chart.GetProperty("title").GetString()!);
        Assert.NotEmpty(chart.GetProperty("description").GetString()!);
        Assert.NotEmpty(chart.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString()!);
        var targets = chart.GetProperty("targets").EnumerateArray().ToList();
        Assert.NotEmpty(targets);
        Assert.Equal(targets.Count, targets.Select(static target => target.GetProperty("refId").GetString()).Distinct().Count());
        Assert.All(targets.Append(chart), static asking => Assert.Equal("${datasource}", asking.GetProperty("datasource").GetProperty("uid").GetString()));
    });

    [Fact]
    public void Queries_UseOnlyVariablesThereAre()
    {
        var known = Dashboard.Variables.Select(static variable => variable.GetProperty("name").GetString()!).Append("__rate_interval").ToHashSet(StringComparer.Ordinal);

        Assert.All(Dashboard.Queries, query => Assert.Subset(known, Variable().Matches(query.Query).Select(static match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal)));
    }

    private static (int X, int Y, int Width, int Height) Place(JsonElement panel)
    {
        var place = panel.GetProperty("gridPos");
        return (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32(), place.GetProperty("w").GetInt32(), place.GetProperty("h").GetInt32());
    }

    [GeneratedRegex("\\$\\{?(?<name>\\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
