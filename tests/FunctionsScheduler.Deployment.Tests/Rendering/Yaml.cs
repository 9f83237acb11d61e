using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FunctionsScheduler.Deployment.Tests.Rendering;

/// <summary>
/// Reads YAML as Kubernetes does, into JSON. Words that are true or false to some readers and text to others (yes, no, on, off) are refused
/// as values: they must be quoted.
/// </summary>
internal static partial class Yaml
{
    /// <summary>The documents in a text; empty ones are left out.</summary>
    /// <exception cref="FormatException">The text is not YAML, or says something twice or ambiguously.</exception>
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new FormatException($"line {e.Start.Line}: {e.Message}", e);
        }
        // What the library says of some texts that break off.
        catch (InvalidOperationException e)
        {
            throw new FormatException($"some line: {e.Message}", e);
        }
        return [.. stream.Documents.Select(static document => Convert(document.RootNode)).OfType<JsonNode>()];
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(static pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new FormatException($"line {node.Start.Line}: anchors and aliases are not used here."),
    };

    private static JsonNode? Plain(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (Ambiguous().IsMatch(text))
            throw new FormatException($"line {scalar.Start.Line}: '{text}' is read differently by different readers; it must be quoted, or written as true or false.");
        return text switch
        {
            "" or "~" or "null" => null,
            "true" => true,
            "false" => false,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when Fraction().IsMatch(text) => double.Parse(text, CultureInfo.InvariantCulture),
            _ => JsonValue.Create(text),
        };
    }

    [GeneratedRegex("^(y|n|yes|no|on|off|0[0-9]+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ambiguous();

    [GeneratedRegex(@"^[-+]?[0-9]+\.[0-9]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction();
}
