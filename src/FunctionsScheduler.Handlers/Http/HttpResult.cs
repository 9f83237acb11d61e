namespace FunctionsScheduler.Handlers.Http;

/// <summary>The answer that an <c>http</c> job got.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers, by name in lower case; the values of one sent several times are joined by commas.</param>
/// <param name="Body">Its body: text, or base64 when it is not text.</param>
/// <param name="Base64">Whether the body is in base64.</param>
/// <param name="Truncated">Whether the body was longer than is kept.</param>
internal sealed record HttpResult(int Status, IReadOnlyDictionary<string, string> Headers, string Body, bool Base64, bool Truncated);
