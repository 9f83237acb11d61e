using System.Runtime.InteropServices;
using NetVips;

namespace FunctionsScheduler.Handlers.Images.Vips;

/// <summary>Opens image files, each with the decoder of its format and no other.</summary>
internal static class VipsLoader
{
    private const Enums.FailOn FailOn = Enums.FailOn.Error;
    private const Enums.Access Access = Enums.Access.Sequential;

    /// <summary>
    /// A JPEG can be decoded at an eighth, a quarter or half of its size (ITU-T T.81: blocks of 8 x 8), in a fraction of the time.
    /// </summary>
    private static readonly int[] JpegShrinks = [8, 4, 2];

    /// <summary>Opens a file; of its content only the header is read.</summary>
    public static Image Load(ImageSource source) => Load(source, jpegShrink: 1);

    /// <summary>Opens a file that will be reduced, decoding no more detail than that needs.</summary>
    public static Image LoadShrunk(ImageSource source, IReadOnlyList<ImageStep> steps)
    {
        // Turning and graying commute with scaling; a crop or a blur before it counts in original pixels.
        var first = steps.FirstOrDefault(
            static step => step is not (ImageStep.Orient or ImageStep.Rotate or ImageStep.Grayscale or ImageStep.Strip));
        // The decoder averages coarsely, so a factor of two is left to proper resampling.
        var shrink = first is ImageStep.Scale scale ? JpegShrinks.FirstOrDefault(candidate => scale.Factor >= 2 * candidate, 1) : 1;
        return Load(source, shrink);
    }

    private static Image Load(ImageSource source, int jpegShrink)
    {
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
