using NetVips;

namespace FunctionsScheduler.Handlers.Images.Vips;

internal static class VipsErrors
{
    /// <summary>Why libvips failed, in a few words.</summary>
    /// <remarks>The first of its lines names the call, the second the decoder and the reason, and the rest is what followed from it.</remarks>
    public static string Describe(VipsException e)
    {
        var lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var reason = lines.ElementAtOrDefault(1) ?? e.Message.Trim();
        return reason[(reason.IndexOf(": ", StringComparison.Ordinal) is var end and > 0 ? end + 2 : 0)..];
    }
}
