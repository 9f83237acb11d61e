namespace FunctionsScheduler.Handlers.Images;

/// <summary>What an <c>image</c> job made.</summary>
/// <param name="Width">The width of the new image in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Format">Its format.</param>
/// <param name="Bytes">The length of its file.</param>
/// <param name="Artifact">The link under which the API serves it.</param>
/// <param name="Original">The image it was made from.</param>
internal sealed record ImageResult(int Width, int Height, OutputFormat Format, long Bytes, string Artifact, ImageFileInfo Original);
