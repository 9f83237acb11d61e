namespace FunctionsScheduler.Handlers.Images;

/// <summary>An image file in numbers.</summary>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Format">Its format.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record ImageFileInfo(int Width, int Height, ImageFormat Format, long Bytes);
