namespace FunctionsScheduler.Handlers.Images;

/// <summary>Recognizes the allowed formats by how their files begin, whatever a server says they are.</summary>
internal static class ImageSignature
{
    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The format; null when it is none of the allowed ones.</summary>
    public static ImageFormat? Detect(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Jpeg))
            return ImageFormat.Jpeg;
        if (file.StartsWith(Png))
            return ImageFormat.Png;
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
            return ImageFormat.Gif;
        // A RIFF file: four bytes of length stand between.
        if (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
            return ImageFormat.Webp;
        return null;
    }
}
