using System.Runtime.InteropServices;
using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.ImageSharp.Files;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>Opens image files, each with the decoder of its format and no other.</summary>
internal sealed class Decoder(Configuration configuration)
{
    private readonly DecoderOptions _options = new() { Configuration = configuration, MaxFrames = 1 };

    /// <summary>Reads the header, and no pixels.</summary>
    /// <exception cref="InvalidImageContentException">The file does not begin as one of its format: not every decoder minds.</exception>
    public ImageDescription Describe(ImageSource source)
    {
        if (ImageSignature.Detect(source.Content.Span) != source.Format)
            throw new InvalidImageContentException("it does not begin as one");
        using var file = Open(source);
        var info = Of(source.Format).Identify(_options, file);
        return new ImageDescription(info.Width, info.Height, ExifOrientation.Of(Exif(source, info)));
    }

    /// <summary>Decodes the first frame; a JPEG at a part of its size.</summary>
    /// <exception cref="InvalidImageContentException">The pixels are not as many as the header says.</exception>
    public Image<Rgba32> Decode(ImageSource source, ImageDescription header, int jpegShrink, CancellationToken cancellationToken)
    {
        using var file = Open(source);
        var isShrunk = source.Format == ImageFormat.Jpeg && jpegShrink > 1;
        // The tasks are done when they are returned, for the file is in memory; only these methods can be cancelled.
        var image = (isShrunk
            ? JpegDecoder.Instance.DecodeAsync<Rgba32>(Shrunk(header, jpegShrink), file, cancellationToken)
            : Of(source.Format).DecodeAsync<Rgba32>(_options, file, cancellationToken)).GetAwaiter().GetResult();
        if (isShrunk || (image.Width, image.Height) == (header.Width, header.Height))
            return image;
        image.Dispose();
        throw new InvalidImageContentException("its frame has another size than its header says");
    }

    /// <remarks>In a WebP file it comes after the pixels, where the decoder stops that is asked for the header only.</remarks>
    private static ExifProfile? Exif(ImageSource source, ImageInfo info) =>
        source.Format == ImageFormat.Webp && WebpFile.Exif(source.Content.Span) is { IsEmpty: false } exif
            ? new ExifProfile(exif.ToArray())
            : info.Metadata.ExifProfile;

    private JpegDecoderOptions Shrunk(ImageDescription header, int shrink) => new()
    {
        ResizeMode = JpegDecoderResizeMode.IdctOnly,
        GeneralOptions = new DecoderOptions
        {
            Configuration = _options.Configuration,
            MaxFrames = _options.MaxFrames,
            TargetSize = new Size(header.Width / shrink, header.Height / shrink),
        },
    };

    private static ImageDecoder Of(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => JpegDecoder.Instance,
        ImageFormat.Png => PngDecoder.Instance,
        ImageFormat.Webp => WebpDecoder.Instance,
        ImageFormat.Gif => GifDecoder.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    private static MemoryStream Open(ImageSource source) => MemoryMarshal.TryGetArray(source.Content, out var content)
        ? new MemoryStream(content.Array!, content.Offset, content.Count, writable: false)
        : new MemoryStream(source.Content.ToArray(), writable: false);
}
