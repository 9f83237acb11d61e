using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Payloads;

/// <summary>The words by which the values of an enum are written in payloads and results.</summary>
/// <remarks>Payloads hold the words themselves, so that a wrong one is answered with all that are allowed.</remarks>
internal static class EnumWords<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(
        static value => value,
        static value => typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static readonly Dictionary<string, T> Values =
        Words.ToDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All words, as a sentence about what is allowed wants them.</summary>
    public static string Allowed { get; } = string.Join(", ", Words.Values);

    public static string Of(T value) => Words[value];

    public static bool Has(string word) => Values.ContainsKey(word);

    /// <summary>The value for a word; null for none.</summary>
    /// <exception cref="PermanentJobException">There is no such word: the job was submitted to a newer version.</exception>
    public static T? Parse(string? word)
    {
        if (word is null)
            return null;
        return Values.TryGetValue(word, out var value) ? value : throw new PermanentJobException($"'{word}' is not one of: {Allowed}.");
    }
}
