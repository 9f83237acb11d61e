using System.Buffers.Binary;

namespace FunctionsScheduler.Handlers.ImageSharp.Files;

/// <summary>The chunks of a PNG file (PNG Specification, 5.3: length, type, data, check sum).</summary>
internal static class PngFile
{
    private const int Signature = 8;
    private const int Frame = 12;

    /// <summary>Whether its last chunk is there.</summary>
    public static bool HasEnd(ReadOnlySpan<byte> file)
    {
        var rest = file[Math.Min(Signature, file.Length)..];
        while (rest.Length >= Frame)
        {
            if (rest[4..].StartsWith("IEND"u8))
                return true;
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - Frame)
                return false;
            rest = rest[(Frame + (int)length)..];
        }
        return false;
    }
}
