using System.Globalization;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>What a reader sees as one character: a letter with its accents, an emoji with its modifiers (Unicode UAX #29).</summary>
internal static class Graphemes
{
    public static string Reverse(string text) => string.Create(text.Length, text, static (reversed, source) =>
    {
        var rest = source.AsSpan();
        var end = reversed.Length;
        while (!rest.IsEmpty)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            end -= length;
            rest[..length].CopyTo(reversed[end..]);
            rest = rest[length..];
        }
    });
}
