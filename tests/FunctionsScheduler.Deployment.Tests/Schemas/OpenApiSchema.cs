using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests.Schemas;

/// <summary>Checks JSON against the OpenAPI v3 schema of a CustomResourceDefinition, and refuses fields that the schema does not have.</summary>
internal static class OpenApiSchema
{
    /// <summary>What is wrong with a value.</summary>
    public static IEnumerable<string> Problems(JsonNode schema, JsonNode? value, string path)
    {
        if (schema.Text("x-kubernetes-int-or-string") == "true")
            return value is JsonValue && Kind(value) is "integer" or "string" ? [] : [$"{path} must be a number or text"];
        if (schema.Text("type") is { } type && Kind(value) is var kind && kind != type && (type, kind) is not ("number", "integer"))
            return [$"{path} is {kind}; it must be {type}"];
        return value switch
        {
            JsonObject map => OfObject(schema, map, path),
            JsonArray list => OfArray(schema, list, path),
            _ => OfScalar(schema, value!, path),
        };
    }

    private static IEnumerable<string> OfObject(JsonNode schema, JsonObject map, string path)
    {
        foreach (var required in schema.Items("required").Select(static item => $"{item}").Where(required => !map.ContainsKey(required)))
            yield return $"{path}.{required} is missing";
        // An object of which the schema says nothing more, such as metadata, is open.
        if (schema.At("properties") is null && schema.At("additionalProperties") is null)
            yield break;
        foreach (var (key, value) in map)
        {
            if ((schema["properties"]?[key] ?? schema["additionalProperties"]) is { } field)
            {
                foreach (var problem in Problems(field, value, $"{path}.{key}"))
                    yield return problem;
            }
            else if (schema.Text("x-kubernetes-preserve-unknown-fields") != "true")
            {
                yield return $"{path}.{key} is not a field";
            }
        }
    }

    private static IEnumerable<string> OfArray(JsonNode schema, JsonArray list, string path)
    {
        if (schema.Number("minItems") is { } least && list.Count < least)
            yield return $"{path} has {list.Count} entries; it must have at least {least}";
        if (schema.Number("maxItems") is { } most && list.Count > most)
            yield return $"{path} has {list.Count} entries; it may have at most {most}";
        foreach (var problem in list.SelectMany((item, index) => Problems(schema["items"]!, item, $"{path}[{index}]")))
            yield return problem;
    }

    private static IEnumerable<string> OfScalar(JsonNode schema, JsonNode value, string path)
    {
        if (schema.At("enum") is JsonArray allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)))
            yield return $"{path} is {value}; it must be one of {string.Join(", ", allowed.Select(static item => $"{item}"))}";
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            var number = double.Parse(value.ToString(), CultureInfo.InvariantCulture);
            if (schema.Text("minimum") is { } minimum && number < double.Parse(minimum, CultureInfo.InvariantCulture))
                yield return $"{path} is {value}; it must be at least {minimum}";
            if (schema.Text("maximum") is { } maximum && number > double.Parse(maximum, CultureInfo.InvariantCulture))
                yield return $"{path} is {value}; it may be at most {maximum}";
        }
        if (value.GetValueKind() == JsonValueKind.String)
        {
            var text = value.ToString();
            if (schema.Number("minLength") is { } shortest && text.Length < shortest)
                yield return $"{path} has {text.Length} characters; it must have at least {shortest}";
            if (schema.Number("maxLength") is { } longest && text.Length > longest)
                yield return $"{path} has {text.Length} characters; it may have at most {longest}";
            if (schema.Text("pattern") is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
                yield return $"{path} is '{text}', which does not match {pattern}";
        }
    }

    private static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.AsValue().TryGetValue(out long _) ? "integer" : "number",
        _ => "null",
    };
}
