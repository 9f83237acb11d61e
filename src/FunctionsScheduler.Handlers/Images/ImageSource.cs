namespace FunctionsScheduler.Handlers.Images;

/// <summary>An image file of a format that was recognized.</summary>
/// <param name="Content">The whole file.</param>
/// <param name="Format">Its format.</param>
public sealed record ImageSource(ReadOnlyMemory<byte> Content, ImageFormat Format);
