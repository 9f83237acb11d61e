using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace FunctionsScheduler.Jobs;

/// <summary>Says what is wrong with JSON that does not fit, in words of JSON: the reader itself speaks of .NET types.</summary>
public static partial class JsonErrors
{
    /// <summary>Explains a failed reading.</summary>
    /// <param name="root">The path of the value that was read: <c>payload</c>, or nothing for a whole body.</param>
    /// <param name="type">What it was read as, with <see cref="JobJson.Options"/>.</param>
    /// <param name="exception">What the reader said.</param>
    public static IReadOnlyList<FieldError> Explain(string root, Type type, JsonException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var steps = Step().Matches(exception.Path ?? "").Select(static match => match.Groups["step"].Value).ToList();
        var field = Join(root, steps);
        // Messages are told apart by how they begin: further on they quote what the client wrote.
        if (exception.Message.StartsWith("JSON deserialization for type '", StringComparison.Ordinal))
            return [.. Quoted().Matches(exception.Message).Skip(1).Select(match => new FieldError(Join(field, [match.Groups["text"].Value]), "is required"))];
        if (exception.Message.StartsWith("The JSON property '", StringComparison.Ordinal))
        {
            var allowed = Find(type, steps.SkipLast(1))?.Properties.Select(static property => property.Name) ?? [];
            return [new FieldError(field, $"is not a field here; the fields are: {string.Join(", ", allowed)}")];
        }
        if (Find(type, steps) is { } target && exception.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return [new FieldError(field, $"must be {Describe(target.Type)}")];
        if (exception.Message.Contains("null", StringComparison.OrdinalIgnoreCase) && exception.InnerException is null)
            return [new FieldError(field, "must not be null")];
        // The reader of the text itself throws an exception of its own; any other was thrown by a converter, with a sentence of its own.
        var syntax = exception.InnerException is JsonException || exception.GetType() != typeof(JsonException);
        var sentence = WhereInText().Replace((exception.InnerException ?? exception).Message, "");
        return [new FieldError(field, syntax ? $"is not JSON: {sentence}" : sentence)];
    }

    private static string Join(string root, IEnumerable<string> steps)
    {
        var path = root;
        foreach (var step in steps)
            path += step.StartsWith('[') || path.Length == 0 ? step : "." + step;
        return path;
    }

    private static JsonTypeInfo? Find(Type type, IEnumerable<string> steps)
    {
        var info = JobJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        foreach (var step in steps)
        {
            var next = step.StartsWith('[')
                ? info.ElementType
                : info.Properties.FirstOrDefault(property => string.Equals(property.Name, step, StringComparison.OrdinalIgnoreCase))?.PropertyType ?? info.ElementType;
            if (next is null)
                return null;
            info = JobJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(next) ?? next);
        }
        return info;
    }

    private static string Describe(Type type) => type switch
    {
        { IsEnum: true } => $"one of: {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.Serialize(value, type, JobJson.Options).Trim('"')))}",
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(DateTimeOffset) => "a time such as 2026-01-31T12:00:00Z",
        _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => "a number",
        _ when type.IsPrimitive => "a whole number",
        _ when typeof(IDictionary).IsAssignableFrom(type) || type.Name.Contains("Dictionary", StringComparison.Ordinal) => "an object",
        _ when typeof(IEnumerable).IsAssignableFrom(type) => "an array",
        _ => "an object",
    };

    // A name in brackets may hold anything, quotes too: nothing in it is escaped.
    [GeneratedRegex(@"\.(?<step>[^.\[\]]*)|\['(?<step>.*?)'\](?=[.\[]|$)|(?<step>\[\d+\])", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@" (Path: .*)?(LineNumber: .*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhereInText();
}
