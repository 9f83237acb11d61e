using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.Processing;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>How a viewer is to turn an image: 1 (not at all) to 8 (Exif 2.32, 4.6.4).</summary>
internal static class ExifOrientation
{
    public static int Of(ExifProfile? profile) =>
        profile is not null && profile.TryGetValue(ExifTag.Orientation, out var value) && value.Value is >= 1 and <= 8 ? value.Value : 1;

    public static void Set(ImageMetadata metadata, int orientation)
    {
        if (orientation == 1)
            metadata.ExifProfile?.RemoveValue(ExifTag.Orientation);
        else
            (metadata.ExifProfile ??= new ExifProfile()).SetValue(ExifTag.Orientation, (ushort)orientation);
    }

    /// <summary>What brings an image of that orientation upright: a turn, and after it a flip.</summary>
    public static (RotateMode Turn, FlipMode Flip) Upright(int orientation) => orientation switch
    {
        2 => (RotateMode.None, FlipMode.Horizontal),
        3 => (RotateMode.Rotate180, FlipMode.None),
        4 => (RotateMode.None, FlipMode.Vertical),
        5 => (RotateMode.Rotate90, FlipMode.Horizontal),
        6 => (RotateMode.Rotate90, FlipMode.None),
        7 => (RotateMode.Rotate270, FlipMode.Horizontal),
        8 => (RotateMode.Rotate270, FlipMode.None),
        _ => (RotateMode.None, FlipMode.None),
    };
}
