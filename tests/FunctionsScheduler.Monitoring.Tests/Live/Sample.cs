using System.Globalization;
using System.Text.Json;

namespace FunctionsScheduler.Monitoring.Tests.Live;

/// <summary>A value that Prometheus has.</summary>
internal sealed record Sample(IReadOnlyDictionary<string, string> Labels, double Value)
{
    public static Sample From(JsonElement sample) => new(
        sample.GetProperty("metric").EnumerateObject().ToDictionary(static label => label.Name, static label => label.Value.GetString()!, StringComparer.Ordinal),
        double.Parse(sample.GetProperty("value")[1].GetString()!.Replace("Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));
}
