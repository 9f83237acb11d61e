using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Metadata.Profiles.Icc;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>What a result keeps of what its original says about itself.</summary>
internal static class ImageMetadataRules
{
    public static void Apply(ImageMetadata metadata, bool strip, bool isGray)
    {
        // Inks have become colours, and colours brightness: a profile of what was misleads.
        if (metadata.IccProfile is { } profile && !Fits(profile, isGray))
            metadata.IccProfile = null;
        if (!strip)
            return;
        metadata.ExifProfile = null;
        metadata.IptcProfile = null;
        metadata.XmpProfile = null;
        metadata.GetPngMetadata().TextData.Clear();
    }

    private static bool Fits(IccProfile profile, bool isGray) =>
        profile.CheckIsValid() && profile.Header.DataColorSpace == (isGray ? IccColorSpaceType.Gray : IccColorSpaceType.Rgb);
}
