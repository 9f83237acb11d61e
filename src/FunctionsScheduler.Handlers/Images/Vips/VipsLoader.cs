using System.Runtime.InteropServices;
using NetVips;

namespace FunctionsScheduler.Handlers.Images.Vips;

/// <summary>Opens image files, each with the decoder of its format and no other.</summary>
internal static class VipsLoader
{
    private const Enums.FailOn FailOn = Enums.FailOn.Error;
    private const Enums.Access Access = Enums.Access.Sequential;

    /// <summary>Opens a file; of its content only the header is read.</summary>
    public static Image Load(ImageSource source) => Load(source, jpegShrink: 1);

    /// <summary>Opens a file that will be reduced, decoding no more detail than that needs.</summary>
    public static Image LoadShrunk(ImageSource source, IReadOnlyList<ImageStep> steps) => Load(source, JpegShrink.For(steps));

    private static Image Load(ImageSource source, int jpegShrink)
    {
        if (source.Content.IsEmpty)
            throw new UnreadableImageException("The image is empty.");
        var content = Bytes(source.Content);
        return source.Format switch
        {
            ImageFormat.Jpeg => Image.JpegloadBuffer(content, shrink: jpegShrink, access: Access, failOn: FailOn),
            ImageFormat.Png => Image.PngloadBuffer(content, access: Access, failOn: FailOn),
            ImageFormat.Webp => Image.WebploadBuffer(content, access: Access, failOn: FailOn),
            ImageFormat.Gif => Image.GifloadBuffer(content, access: Access, failOn: FailOn),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Format, "Unknown format."),
        };
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : content.ToArray();
}
