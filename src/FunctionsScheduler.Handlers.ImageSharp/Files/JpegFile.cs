using System.Buffers.Binary;

namespace FunctionsScheduler.Handlers.ImageSharp.Files;

/// <summary>The segments of a JPEG file (ITU-T T.81, B.1.1).</summary>
internal static class JpegFile
{
    private const byte Prefix = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>Whether the marker of the end comes after a scan, and not in a preview inside a segment.</summary>
    public static bool HasEnd(ReadOnlySpan<byte> file)
    {
        var rest = file;
        var hasScan = false;
        while (TryTakeMarker(ref rest, out var marker))
        {
            if (marker == EndOfImage)
                return hasScan;
            hasScan |= marker == StartOfScan;
            if (IsAlone(marker))
                continue;
            if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest) is var length && length > rest.Length)
                return false;
            rest = rest[length..];
        }
        return false;
    }

    /// <summary>Takes all up to the next marker, and the marker: in a scan, a prefix that belongs to the data is followed by a zero.</summary>
    private static bool TryTakeMarker(ref ReadOnlySpan<byte> rest, out byte marker)
    {
        while (rest.IndexOf(Prefix) is >= 0 and var start && start + 1 < rest.Length)
        {
            marker = rest[start + 1];
            rest = rest[(start + (marker == Prefix ? 1 : 2))..];
            if (marker is not (0 or Prefix))
                return true;
        }
        marker = 0;
        return false;
    }

    /// <summary>TEM, the restarts and the beginning have no segment (ITU-T T.81, table B.1).</summary>
    private static bool IsAlone(byte marker) => marker is 0x01 or >= 0xD0 and <= 0xD8;
}
