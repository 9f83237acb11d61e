using System.Text;
using FunctionsScheduler.Handlers.Outbound;

namespace FunctionsScheduler.Handlers.Http;

/// <summary>Tells text from other content.</summary>
internal static class BodyText
{
    /// <summary>The body as text; null when it is not text in the character set that was named, or in UTF-8 when none was.</summary>
    public static string? Decode(BodyStart body, string? charSet)
    {
        if ((charSet is null ? Encoding.UTF8 : CharSet.Find(charSet)) is not { } encoding)
            return null;
        var decoder = encoding.GetDecoder();
        decoder.Fallback = DecoderFallback.ExceptionFallback;
        var chars = new char[encoding.GetMaxCharCount(body.Bytes.Length)];
        try
        {
            // A body that was cut may end within a character; what is there of it is dropped.
            var count = decoder.GetChars(body.Bytes.Span, chars, flush: !body.Truncated);
            return new string(chars, 0, count).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
