using System.Text.Json;

namespace FunctionsScheduler.Jobs;

/// <summary>What is wrong with one field of a submission.</summary>
/// <param name="Field">The field's path, as the client wrote it: <c>payload.image_url</c>.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record FieldError(string Field, string Message)
{
    /// <summary>The error for JSON that does not fit.</summary>
    /// <param name="root">The path of the value that was read.</param>
    /// <param name="exception">What the reader said.</param>
    public static FieldError FromJson(string root, JsonException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var path = exception.Path is { Length: > 1 } inner ? inner[1..] : "";
        if (path.StartsWith("['", StringComparison.Ordinal))
            path = "." + path.Trim('[', ']', '\'');
        // The reader's sentence ends with where in the text and in which .NET type: no use to a client.
        var message = exception.Message;
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return new FieldError((root + path).TrimStart('.'), end > 0 ? message[..end] : message);
    }
}
