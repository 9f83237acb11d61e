using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.ImageSharp.Files;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>Finds files that were cut off, of which ImageSharp's decoders would fill the rest with one colour.</summary>
internal static class WholeFile
{
    public static bool Is(ImageSource source)
    {
        var file = source.Content.Span;
        return source.Format switch
        {
            ImageFormat.Jpeg => JpegFile.HasEnd(file),
            ImageFormat.Png => PngFile.HasEnd(file),
            ImageFormat.Gif => GifFile.HasFrame(file),
            ImageFormat.Webp => WebpFile.HasEnd(file),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Format, "Unknown format."),
        };
    }
}
