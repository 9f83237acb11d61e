using System.Diagnostics.CodeAnalysis;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>Which URLs a payload may name. Where they may lead is decided when the connection is made.</summary>
internal static class OutboundUrl
{
    public const int MaxLength = 8192;

    /// <summary>Reads a URL; when it is not one that a job may call, <paramref name="problem"/> says why.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        if (text.Length > MaxLength)
            problem = $"has {text.Length} characters; up to {MaxLength} are allowed";
        else if (!Uri.TryCreate(text, UriKind.Absolute, out url) || !IsWeb(url))
            problem = "must be an absolute http or https URL, such as https://example.com/file";
        else if (url.UserInfo.Length > 0)
            problem = "must not hold a user name or password: a job's payload is stored and shown";
        else
            problem = null;
        return problem is null;
    }

    public static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
