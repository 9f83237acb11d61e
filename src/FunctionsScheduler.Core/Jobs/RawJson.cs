using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsScheduler.Jobs;

/// <summary>A JSON value kept as the UTF-8 text it came in: payloads and results pass through the platform unparsed.</summary>
/// <param name="Utf8">Well-formed JSON in UTF-8.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The text of a JSON value.</summary>
    public static RawJson Of(JsonElement value) => new(JsonMarshal.GetRawUtf8Value(value).ToArray());

    /// <summary>The value, written as JSON.</summary>
    public static RawJson From<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, JobJson.Options));

    /// <inheritdoc/>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
