namespace FunctionsScheduler.Jobs;

/// <summary>What is wrong with one field of a submission.</summary>
/// <param name="Field">The field's path, as the client wrote it: <c>payload.image_url</c>.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record FieldError(string Field, string Message);
