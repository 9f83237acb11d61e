using FunctionsScheduler.Handlers.Images;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>The encoder for a result. Nothing is left to what the original was written with.</summary>
internal static class Encoders
{
    /// <summary>From this quality on a JPEG keeps all of its colour, as libjpeg's users know it.</summary>
    private const int FullColorQuality = 90;

    public static IImageEncoder For(ImageEncoding encoding, bool isGray, bool isTransparent) => encoding.Format switch
    {
        OutputFormat.Jpeg => new JpegEncoder { Quality = encoding.Quality, ColorType = JpegColor(encoding.Quality, isGray) },
        OutputFormat.Png => new PngEncoder
        {
            BitDepth = PngBitDepth.Bit8,
            ColorType = PngColor(isGray, isTransparent),
            InterlaceMethod = PngInterlaceMode.None,
        },
        OutputFormat.Webp => new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = encoding.Quality },
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding.Format, "Unknown format."),
    };

    private static JpegEncodingColor JpegColor(int quality, bool isGray) => (isGray, quality) switch
    {
        (true, _) => JpegEncodingColor.Luminance,
        (_, >= FullColorQuality) => JpegEncodingColor.YCbCrRatio444,
        _ => JpegEncodingColor.YCbCrRatio420,
    };

    private static PngColorType PngColor(bool isGray, bool isTransparent) => (isGray, isTransparent) switch
    {
        (true, true) => PngColorType.GrayscaleWithAlpha,
        (true, false) => PngColorType.Grayscale,
        (false, true) => PngColorType.RgbWithAlpha,
        (false, false) => PngColorType.Rgb,
    };
}
