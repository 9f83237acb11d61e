namespace FunctionsScheduler.Handlers.ImageSharp.Files;

/// <summary>The blocks of a GIF file (GIF89a specification, 15 to 27).</summary>
internal static class GifFile
{
    private const int Header = 13;
    private const int HeaderFlags = 10;
    private const int Descriptor = 10;
    private const int DescriptorFlags = 9;
    private const byte Extension = 0x21;
    private const byte Image = 0x2C;

    /// <summary>Whether the first frame is there from beginning to end.</summary>
    public static bool HasFrame(ReadOnlySpan<byte> file)
    {
        if (file.Length < Header)
            return false;
        var rest = From(file, Header + ColorTable(file[HeaderFlags]));
        // An extension begins with its label, a frame's data with the size of its codes.
        while (rest.Length > 2 && rest[0] == Extension)
        {
            if (!TrySkipBlocks(ref rest, 2))
                return false;
        }
        return rest.Length > Descriptor && rest[0] == Image && TrySkipBlocks(ref rest, Descriptor + ColorTable(rest[DescriptorFlags]) + 1);
    }

    /// <summary>Skips blocks of data, each of which begins with its length, up to an empty one.</summary>
    private static bool TrySkipBlocks(ref ReadOnlySpan<byte> rest, int start)
    {
        rest = From(rest, start);
        while (rest.Length > 0 && rest[0] != 0)
            rest = From(rest, rest[0] + 1);
        if (rest.Length == 0)
            return false;
        rest = rest[1..];
        return true;
    }

    /// <summary>The length of a table of colours: the flags tell whether there is one, and of how many bits.</summary>
    private static int ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> bytes, int start) => bytes[Math.Min(start, bytes.Length)..];
}
