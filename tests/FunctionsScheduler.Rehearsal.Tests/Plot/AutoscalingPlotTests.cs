using System.Xml.Linq;
using FunctionsScheduler.Rehearsal.Plot;

namespace FunctionsScheduler.Rehearsal.Tests.Plot;

public sealed class AutoscalingPlotTests
{
    private static readonly XElement Drawing = XDocument.Parse(AutoscalingPlot.Draw(Verdicts.Good())).Root!;

    [Fact]
    public void Draw_Rehearsal_LabelsAxesPhasesAndSeries()
    {
        var texts = Drawing.Elements().Where(static element => element.Name.LocalName == "text").Select(static text => text.Value).ToArray();

        Assert.Equal(["idle", "burst", "plateau", "tail", "idle"], texts[..5]);
        foreach (var label in new[] { "jobs", "pods", "minutes", "waiting (queue depth)", "in flight", "ready", "starting", "draining", "wanted (spec.replicas)" })
            Assert.Contains(label, texts);
    }

    [Fact]
    public void Draw_Samples_StepFromOneToTheNext()
    {
        // 5 minutes from 64 to 884; 2 pods from 420 up to 290.
        Assert.Equal("M64 420H121.4V355H146V290H228V355H884V420", PathOf("wanted"));
        Assert.Equal("M64 420H146V355H884V420L884 420H121.4V420H64z", PathOf("ready"));
    }

    [Fact]
    public void Draw_DarkPage_HasColoursOfItsOwn() =>
        Assert.Contains("prefers-color-scheme: dark", Drawing.Elements().Single(static element => element.Name.LocalName == "style").Value);

    private static string PathOf(string series) =>
        Drawing.Elements().First(element => (string?)element.Attribute("class") == series).Attribute("d")!.Value;
}
