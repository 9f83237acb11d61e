using System.Buffers.Binary;

namespace FunctionsScheduler.Handlers.ImageSharp.Files;

/// <summary>The chunks of a WebP file (RFC 9649, 2.3: type, length, data, and a byte more where the length is odd).</summary>
internal static class WebpFile
{
    private const int RiffHeader = 8;
    private const int FileHeader = 12;
    private const int ChunkHeader = 8;

    /// <summary>What JPEG files put before EXIF data, and some encoders of WebP too.</summary>
    private static ReadOnlySpan<byte> ExifPrefix => "Exif\0\0"u8;

    /// <summary>Whether the file is as long as it says.</summary>
    public static bool HasEnd(ReadOnlySpan<byte> file) =>
        file.Length >= FileHeader && BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) <= file.Length - RiffHeader;

    /// <summary>The EXIF data; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Exif(ReadOnlySpan<byte> file)
    {
        var rest = file[Math.Min(FileHeader, file.Length)..];
        while (rest.Length >= ChunkHeader && BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) is var length && length <= rest.Length - ChunkHeader)
        {
            var data = rest.Slice(ChunkHeader, (int)length);
            if (rest.StartsWith("EXIF"u8))
                return data.StartsWith(ExifPrefix) ? data[ExifPrefix.Length..] : data;
            rest = rest[Math.Min(rest.Length, ChunkHeader + data.Length + data.Length % 2)..];
        }
        return [];
    }
}
