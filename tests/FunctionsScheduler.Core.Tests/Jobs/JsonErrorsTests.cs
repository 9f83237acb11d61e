using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class JsonErrorsTests
{
    [Theory]
    [InlineData("""{"flag":1}""", "payload.flag", "must be true or false")]
    [InlineData("""{"text":1}""", "payload.text", "must be text")]
    [InlineData("""{"count":"1"}""", "payload.count", "must be a whole number")]
    [InlineData("""{"count":1.5}""", "payload.count", "must be a whole number")]
    [InlineData("""{"count":99999999999}""", "payload.count", "must be a whole number")]
    [InlineData("""{"bytes":1.5}""", "payload.bytes", "must be a whole number")]
    [InlineData("""{"small":1.5}""", "payload.small", "must be a whole number")]
    [InlineData("""{"ratio":"1"}""", "payload.ratio", "must be a number")]
    [InlineData("""{"price":[]}""", "payload.price", "must be a number")]
    [InlineData("""{"at":"yesterday"}""", "payload.at", "must be a time such as 2026-01-31T12:00:00Z")]
    [InlineData("""{"at":5}""", "payload.at", "must be a time such as 2026-01-31T12:00:00Z")]
    [InlineData("""{"kind":"linear"}""", "payload.kind", "must be one of: fixed, exponential")]
    [InlineData("""{"kind":1}""", "payload.kind", "must be one of: fixed, exponential")]
    [InlineData("""{"kind":null}""", "payload.kind", "must be one of: fixed, exponential")]
    [InlineData("""{"maybe":"x"}""", "payload.maybe", "must be a whole number")]
    [InlineData("""{"maybeAt":"x"}""", "payload.maybeAt", "must be a time such as 2026-01-31T12:00:00Z")]
    [InlineData("""{"maybeKind":"x"}""", "payload.maybeKind", "must be one of: fixed, exponential")]
    [InlineData("""{"maybes":[1,null,"x"]}""", "payload.maybes[2]", "must be a whole number")]
    [InlineData("""{"words":"a"}""", "payload.words", "must be an array")]
    [InlineData("""{"words":["a",1]}""", "payload.words[1]", "must be text")]
    [InlineData("""{"sizes":[]}""", "payload.sizes", "must be an object")]
    [InlineData("""{"sortedSizes":[]}""", "payload.sortedSizes", "must be an object")]
    [InlineData("""{"readOnlySizes":[]}""", "payload.readOnlySizes", "must be an object")]
    [InlineData("""{"sizes":{"a":"x"}}""", "payload.sizes.a", "must be a whole number")]
    [InlineData("""{"sizes":{"a.b":"x"}}""", "payload.sizes.a.b", "must be a whole number")]
    [InlineData("""{"sizes":{"null":"x"}}""", "payload.sizes.null", "must be a whole number")]
    [InlineData("""{"sizes":{"it could not be mapped":"x"}}""", "payload.sizes.it could not be mapped", "must be a whole number")]
    [InlineData("""{"part":5}""", "payload.part", "must be an object")]
    [InlineData("""{"part":{"part_size":"x"}}""", "payload.part.part_size", "must be a number")]
    [InlineData("""{"parts":[{"part_size":1},{"part_size":"x"}]}""", "payload.parts[1].part_size", "must be a number")]
    [InlineData("[]", "payload", "must be an object")]
    public void Explain_ValueOfAnotherKind_SaysWhatItMustBe(string json, string field, string message)
    {
        Assert.Equal([new FieldError(field, message)], Explain(json));
    }

    [Theory]
    [InlineData("""{"text":null}""", "payload.text")]
    [InlineData("""{"part":{"part_size":1,"name":null}}""", "payload.part.name")]
    [InlineData("""{"parts":[{"part_size":1,"name":null}]}""", "payload.parts[0].name")]
    public void Explain_NullForWhatMustNotBe_SaysSo(string json, string field)
    {
        Assert.Equal([new FieldError(field, "must not be null")], Explain(json));
    }

    [Theory]
    [InlineData("""{"part":{}}""", "payload.part.part_size")]
    [InlineData("""{"parts":[{"part_size":1},{}]}""", "payload.parts[1].part_size")]
    [InlineData("""{"named":{"a":{}}}""", "payload.named.a.part_size")]
    [InlineData("""{"named":{"a.b":{}}}""", "payload.named.a.b.part_size")]
    public void Explain_MissingField_IsNamed(string json, string field)
    {
        Assert.Equal([new FieldError(field, "is required")], Explain(json));
    }

    [Fact]
    public void Explain_SeveralMissingFields_AreAllNamed()
    {
        Assert.Equal([new FieldError("width", "is required"), new FieldError("height", "is required")], Explain("{}", "", typeof(Area)));
    }

    [Theory]
    [InlineData("""{"part":{"part_size":1,"size":1}}""", "payload.part.size")]
    [InlineData("""{"parts":[{"part_size":1,"size":1}]}""", "payload.parts[0].size")]
    [InlineData("""{"named":{"a":{"part_size":1,"size":1}}}""", "payload.named.a.size")]
    [InlineData("""{"part":{"part_size":1,"missing required properties":1}}""", "payload.part.missing required properties")]
    [InlineData("""{"part":{"part_size":1,"it's null":1}}""", "payload.part.it's null")]
    [InlineData("""{"part":{"part_size":1,"two\nlines":1}}""", "payload.part.two\nlines")]
    [InlineData("""{"part":{"part_size":1,"":1}}""", "payload.part.")]
    public void Explain_UnknownField_ListsThoseThereAre(string json, string field)
    {
        Assert.Equal([new FieldError(field, "is not a field here; the fields are: part_size, name")], Explain(json));
    }

    [Theory]
    [InlineData("", "payload")]
    [InlineData("null and void", "payload")]
    [InlineData("nul", "payload")]
    [InlineData("""{"text":"a" """, "payload")]
    [InlineData("""{"text":"a"}}""", "payload")]
    [InlineData("""{"part":{"part_size":1.}}""", "payload.part.part_size")]
    public void Explain_NotJson_SaysWhyWithoutPlacesInTheText(string json, string field)
    {
        var error = Assert.Single(Explain(json));

        Assert.Equal(field, error.Field);
        Assert.Matches(@"^is not JSON: \S.*\.$", error.Message);
        Assert.DoesNotMatch("Path:|LineNumber|BytePosition", error.Message);
    }

    [Fact]
    public void Explain_WhatAConverterSays_IsPassedOn()
    {
        Assert.Equal([new FieldError("payload.even", "must be even")], Explain("""{"even":3}"""));
    }

    [Fact]
    public void Explain_WholeBody_NamesFieldsWithoutARoot()
    {
        Assert.Equal([new FieldError("part.part_size", "must be a number")], Explain("""{"part":{"part_size":"x"}}""", ""));
        Assert.Equal([new FieldError("", "must be an object")], Explain("[]", ""));
    }

    private static IReadOnlyList<FieldError> Explain(string json, string root = "payload", Type? type = null)
    {
        type ??= typeof(Sample);
        return JsonErrors.Explain(root, type, Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(json, type, JobJson.Options)));
    }

    private sealed record Part([property: JsonPropertyName("part_size")] double Size, string Name = "");

    private sealed record Area(int Width, int Height);

    private sealed record Sample
    {
        public string Text { get; init; } = "";

        public bool Flag { get; init; }

        public int Count { get; init; }

        public long Bytes { get; init; }

        public byte Small { get; init; }

        public double Ratio { get; init; }

        public decimal Price { get; init; }

        public DateTimeOffset At { get; init; }

        public RetryStrategy Kind { get; init; }

        public int? Maybe { get; init; }

        public DateTimeOffset? MaybeAt { get; init; }

        public RetryStrategy? MaybeKind { get; init; }

        public IReadOnlyList<int?> Maybes { get; init; } = [];

        public IReadOnlyList<string> Words { get; init; } = [];

        public Dictionary<string, int> Sizes { get; init; } = [];

        public SortedList<string, int> SortedSizes { get; init; } = [];

        public IReadOnlyDictionary<string, int>? ReadOnlySizes { get; init; }

        public Part? Part { get; init; }

        public IReadOnlyList<Part> Parts { get; init; } = [];

        public Dictionary<string, Part> Named { get; init; } = [];

        [JsonConverter(typeof(EvenConverter))]
        public int Even { get; init; }
    }

    private sealed class EvenConverter : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetInt32() is var number && int.IsEvenInteger(number) ? number : throw new JsonException("must be even");

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}
