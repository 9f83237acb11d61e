using System.Buffers;
using System.Collections.ObjectModel;
using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Handlers.Outbound;

namespace FunctionsScheduler.Handlers.Http;

/// <summary>Which headers a payload may set.</summary>
internal static class HeaderRules
{
    private const int MaxHeaders = 50;
    private const int MaxValueChars = 8192;

    /// <summary>RFC 9110, 5.6.2.</summary>
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Headers of the connection and the message framing (RFC 9110, 7.6.1), and those that tell which job calls.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE",
        "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Accept-Encoding", JobHeaders.Id, JobHeaders.Attempt,
    };

    /// <summary>Headers that describe a body.</summary>
    private static readonly HashSet<string> OfContent = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition", "Content-Location", "Content-MD5", "Content-Range",
        "Allow", "Expires", "Last-Modified",
    };

    public static IReadOnlyDictionary<string, string?> None { get; } = ReadOnlyDictionary<string, string?>.Empty;

    public static bool IsOfContent(string name) => OfContent.Contains(name);

    public static IEnumerable<ValidationResult> Validate(IReadOnlyDictionary<string, string?> headers, bool hasBody)
    {
        if (headers.Count > MaxHeaders)
            yield return new ValidationResult($"has {headers.Count} headers; up to {MaxHeaders} are allowed", ["headers"]);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (Problem(name, value, hasBody) is { } problem)
                yield return new ValidationResult(problem, [$"headers.{name}"]);
            else if (!seen.Add(name))
                yield return new ValidationResult("is given twice; header names are the same in any case", [$"headers.{name}"]);
        }
    }

    private static string? Problem(string name, string? value, bool hasBody)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenChars))
            return "is not a header name: letters, digits and !#$%&'*+-.^_`|~ are allowed";
        if (Reserved.Contains(name))
            return "is set by the platform and must be left out";
        if (!hasBody && IsOfContent(name))
            return "describes a body, and there is none";
        if (value is null || value.Length > MaxValueChars || value.Any(static c => c is (< ' ' or > '~') and not '\t'))
            return $"must be up to {MaxValueChars} printable ASCII characters in one line";
        return null;
    }
}
