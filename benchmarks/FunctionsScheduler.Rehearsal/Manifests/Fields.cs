using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace FunctionsScheduler.Rehearsal.Manifests;

/// <summary>A mapping of a manifest, of which every field must be taken: one that is left over means something nobody has rehearsed.</summary>
internal sealed class Fields
{
    private readonly string _path;
    private readonly Dictionary<string, YamlNode> _left;

    private Fields(string path, YamlMappingNode node) =>
        (_path, _left) = (path, node.Children.ToDictionary(static child => ((YamlScalarNode)child.Key).Value!, static child => child.Value, StringComparer.Ordinal));

    /// <summary>The fields of the one document of a kind in a file.</summary>
    /// <exception cref="ManifestException">There is none, or it cannot be read.</exception>
    public static Fields OfKind(string kind, string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlDotNet.Core.YamlException e)
        {
            throw new ManifestException($"This is not YAML: {e.Message}");
        }
        var found = yaml.Documents.Select(static document => document.RootNode).OfType<YamlMappingNode>()
            .FirstOrDefault(root => root.Children.TryGetValue("kind", out var value) && value is YamlScalarNode { Value: { } name } && name == kind);
        return found is null ? throw new ManifestException($"There is no {kind}.") : new Fields(kind, found);
    }

    /// <summary>Takes fields that change nothing here.</summary>
    public void Skip(params string[] names)
    {
        foreach (var name in names)
            _left.Remove(name);
    }

    /// <summary>Takes a mapping; null when it is not there.</summary>
    public Fields? Map(string name) => Take(name) switch
    {
        null => null,
        YamlMappingNode map => new Fields($"{_path}.{name}", map),
        _ => throw Wrong(name, "a mapping"),
    };

    /// <summary>Takes a mapping that must be there.</summary>
    public Fields RequiredMap(string name) => Map(name) ?? throw Missing(name);

    /// <summary>Takes a sequence of mappings; none when it is not there.</summary>
    public IReadOnlyList<Fields> Maps(string name) => Take(name) switch
    {
        null => [],
        YamlSequenceNode list when list.All(static item => item is YamlMappingNode) => [.. list.Select((item, i) => new Fields($"{_path}.{name}[{i}]", (YamlMappingNode)item))],
        _ => throw Wrong(name, "a list of mappings"),
    };

    /// <summary>Takes a sequence of texts that must be there.</summary>
    public IReadOnlyList<string> RequiredTexts(string name) => Take(name) switch
    {
        null => throw Missing(name),
        YamlSequenceNode list when list.All(static item => item is YamlScalarNode) => [.. list.Select(static item => ((YamlScalarNode)item).Value ?? "")],
        _ => throw Wrong(name, "a list of texts"),
    };

    /// <summary>Takes a text; null when it is not there.</summary>
    public string? Text(string name) => Take(name) switch
    {
        null => null,
        YamlScalarNode { Value: { } text } => text,
        _ => throw Wrong(name, "a text"),
    };

    /// <summary>Takes a text that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    /// <summary>Takes a number from 0 on; null when it is not there.</summary>
    public double? Number(string name) => Text(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(name, "a number from 0 on");

    /// <summary>Takes a whole number from 0 on; null when it is not there.</summary>
    public int? Count(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw Wrong(name, "a whole number from 0 on");

    /// <summary>Takes a time in seconds; null when it is not there.</summary>
    public TimeSpan? Seconds(string name) => Count(name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Takes a word; null when it is not there.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum => Text(name) is not { } text ? null
        : Enum.GetNames<T>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<T>(text)
        : throw Wrong(name, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>Says that this was all.</summary>
    /// <exception cref="ManifestException">A field is left.</exception>
    public void End()
    {
        if (_left.Count > 0)
            throw new ManifestException($"{_path}.{_left.Keys.First()} is not understood by the rehearsal.");
    }

    public ManifestException Missing(string name) => new($"{_path}.{name} is missing.");

    public ManifestException Wrong(string name, string expected) => new($"{_path}.{name} must be {expected}.");

    private YamlNode? Take(string name) => _left.Remove(name, out var node) ? node : null;
}
