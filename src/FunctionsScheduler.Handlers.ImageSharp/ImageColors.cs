using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>What colours an image has.</summary>
internal static class ImageColors
{
    // Rec. ITU-R BT.709, 3.2: the luminance of linear light.
    private const float Red = 0.2126f;
    private const float Green = 0.7152f;
    private const float Blue = 0.0722f;

    /// <summary>Whether the file was written without colours.</summary>
    public static bool IsGray(ImageMetadata metadata)
    {
        if (metadata.DecodedImageFormat is PngFormat)
            return metadata.GetPngMetadata().ColorType is PngColorType.Grayscale or PngColorType.GrayscaleWithAlpha;
        return metadata.DecodedImageFormat is JpegFormat && metadata.GetJpegMetadata().ColorType is JpegEncodingColor.Luminance;
    }

    /// <summary>Whether anything shines through.</summary>
    public static bool IsTransparent(Image<Rgba32> image)
    {
        var isTransparent = false;
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height && !isTransparent; y++)
            {
                foreach (ref readonly var pixel in rows.GetRowSpan(y))
                    isTransparent |= pixel.A != byte.MaxValue;
            }
        });
        return isTransparent;
    }

    /// <summary>Replaces colours by how bright they are.</summary>
    public static void Gray(IImageProcessingContext context) => context.ProcessPixelRowsAsVector4(
        static row =>
        {
            foreach (ref var pixel in row)
            {
                var luminance = Red * pixel.X + Green * pixel.Y + Blue * pixel.Z;
                (pixel.X, pixel.Y, pixel.Z) = (luminance, luminance, luminance);
            }
        },
        PixelConversionModifiers.SRgbCompand);
}
