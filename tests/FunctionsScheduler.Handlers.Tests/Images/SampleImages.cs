using System.Buffers.Binary;
using System.IO.Hashing;
using FunctionsScheduler.Handlers.Images;
using NetVips;

namespace FunctionsScheduler.Handlers.Tests.Images;

/// <summary>Images for tests: red in the left half, blue in the right, so that turns and cuts can be told.</summary>
internal static class SampleImages
{
    public static readonly double[] Red = [255, 0, 0];
    public static readonly double[] Blue = [0, 0, 255];

    public static byte[] RedBlue(ImageFormat format, int width, int height)
    {
        using var image = RedBlue(width, height);
        return format switch
        {
            ImageFormat.Jpeg => image.JpegsaveBuffer(q: 95),
            ImageFormat.Png => image.PngsaveBuffer(),
            ImageFormat.Webp => image.WebpsaveBuffer(lossless: true),
            ImageFormat.Gif => image.GifsaveBuffer(),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    /// <summary>An image that asks viewers to turn it.</summary>
    public static byte[] Oriented(int width, int height, int orientation, ImageFormat format = ImageFormat.Jpeg)
    {
        using var image = RedBlue(width, height);
        using var tagged = image.Mutate(mutable => mutable.Set(GValue.GIntType, "orientation", orientation));
        return format switch
        {
            ImageFormat.Jpeg => tagged.JpegsaveBuffer(q: 95),
            ImageFormat.Png => tagged.PngsaveBuffer(),
            ImageFormat.Webp => tagged.WebpsaveBuffer(lossless: true),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    /// <summary>Another way in which encoders write a format.</summary>
    public static ImageSource Variant(string variant, int width, int height)
    {
        using var image = RedBlue(width, height);
        using var deep = (image * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);
        return variant switch
        {
            "progressive JPEG" => new(image.JpegsaveBuffer(q: 95, interlace: true), ImageFormat.Jpeg),
            "subsampled JPEG" => new(image.JpegsaveBuffer(q: 80, subsampleMode: Enums.ForeignSubsample.On), ImageFormat.Jpeg),
            "JPEG with restarts" => new(image.JpegsaveBuffer(q: 95, restartInterval: 1), ImageFormat.Jpeg),
            "interlaced PNG" => new(image.PngsaveBuffer(interlace: true), ImageFormat.Png),
            "PNG with a palette" => new(image.PngsaveBuffer(palette: true, bitdepth: 2), ImageFormat.Png),
            "PNG of 48 bits" => new(deep.PngsaveBuffer(), ImageFormat.Png),
            "lossy WebP" => new(image.WebpsaveBuffer(q: 95), ImageFormat.Webp),
            "interlaced GIF" => new(image.GifsaveBuffer(interlace: true), ImageFormat.Gif),
            _ => throw new ArgumentOutOfRangeException(nameof(variant)),
        };
    }

    /// <summary>A JPEG whose colours are those of a wide-gamut display.</summary>
    public static byte[] WithProfile(int width, int height)
    {
        using var image = RedBlue(width, height);
        using var tagged = image.Mutate(static mutable => mutable.Set(GValue.BlobType, "icc-profile-data", Image.ProfileLoad("p3")));
        return tagged.JpegsaveBuffer(q: 95);
    }

    /// <summary>Noise: the larger it is, the more a file of it has.</summary>
    public static byte[] Noise(ImageFormat format, int side)
    {
        using var noise = Image.Gaussnoise(side, side, mean: 128, sigma: 50).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Bw);
        using var image = noise.Bandjoin(noise, noise).Copy(interpretation: Enums.Interpretation.Srgb);
        return format switch
        {
            ImageFormat.Jpeg => image.JpegsaveBuffer(),
            ImageFormat.Png => image.PngsaveBuffer(),
            ImageFormat.Webp => image.WebpsaveBuffer(),
            ImageFormat.Gif => image.GifsaveBuffer(),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    /// <summary>A red JPEG in the inks of print.</summary>
    public static byte[] CmykJpeg(int width, int height)
    {
        using var red = Solid(width, height, Red);
        using var inks = red.IccTransform("cmyk", inputProfile: "srgb");
        return inks.JpegsaveBuffer(q: 95);
    }

    /// <summary>A red image whose left half, which is blue, cannot be seen.</summary>
    public static byte[] HalfTransparent(ImageFormat format, int width, int height)
    {
        using var colors = RedBlue(width, height).FlipHor();
        using var left = Image.Black(width / 2, height);
        using var right = Image.Black(width - width / 2, height) + 255;
        using var alpha = left.Join(right, Enums.Direction.Horizontal).Cast(Enums.BandFormat.Uchar);
        using var image = colors.Bandjoin(alpha);
        return format switch
        {
            ImageFormat.Png => image.PngsaveBuffer(),
            ImageFormat.Webp => image.WebpsaveBuffer(lossless: true, exact: true),
            ImageFormat.Gif => image.GifsaveBuffer(),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    /// <summary>A gray PNG of 16 bits a pixel.</summary>
    public static byte[] Gray16Png(int width, int height)
    {
        using var gray = (Image.Black(width, height) + 32768).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16);
        return gray.PngsaveBuffer();
    }

    /// <summary>An animation: a red frame, then a blue one.</summary>
    public static byte[] Animated(ImageFormat format, int width, int height)
    {
        using var frames = Solid(width, height, Red).Join(Solid(width, height, Blue), Enums.Direction.Vertical);
        using var animation = frames.Mutate(mutable => mutable.Set(GValue.GIntType, "page-height", height));
        return format == ImageFormat.Gif ? animation.GifsaveBuffer() : animation.WebpsaveBuffer(lossless: true);
    }

    /// <summary>The beginning of a PNG of any size, and an end, with no pixels between.</summary>
    public static byte[] PngHeader(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static Image RedBlue(int width, int height)
    {
        using var left = Solid(width / 2, height, Red);
        using var right = Solid(width - width / 2, height, Blue);
        return left.Join(right, Enums.Direction.Horizontal);
    }

    private static Image Solid(int width, int height, double[] color)
    {
        using var black = Image.Black(width, height, bands: 3);
        return (black + color).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32([.. type, .. content]));
        file.Write(number);
    }
}
