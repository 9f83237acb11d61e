using System.Security.Cryptography;
using System.Text.Json;

namespace FunctionsScheduler.Jobs;

/// <summary>
/// What a client calls a submission, so that it can repeat it without getting a second job. A queue remembers a key for 24 hours, whatever
/// becomes of the job meanwhile.
/// </summary>
/// <param name="Value">The client's word.</param>
/// <param name="Content">SHA-256 of what was submitted, as 64 hex digits: the same key for something else is an error.</param>
public sealed record IdempotencyKey(string Value, string Content)
{
    /// <summary>The most characters a key may have.</summary>
    public const int MaxLength = 255;

    /// <summary>Whether a key is 1 to 255 visible ASCII characters.</summary>
    public static bool IsValid(string value) => value is { Length: > 0 and <= MaxLength } && value.All(static c => c is > ' ' and <= '~');

    /// <summary>The key of a submission.</summary>
    public static IdempotencyKey Of(string value, JobSubmission submission) =>
        new(value, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(submission, JobJson.Options))));
}
