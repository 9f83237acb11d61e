using FunctionsScheduler.Handlers.Images;

namespace FunctionsScheduler.Handlers.Tests.Images;

/// <summary>What every image engine must read, and what it must find unreadable. A new engine derives a class from this one.</summary>
public abstract class ImageFileConformanceTests(IImageEngine engine)
{
    private const long MaxPixels = 1_000_000;
    private static readonly ImageEncoding Png = new(OutputFormat.Png, ImageEncoding.DefaultQuality);

    [Fact]
    public void Describe_HugeImage_ReadsNoPixels()
    {
        var description = engine.Describe(new ImageSource(SampleImages.PngHeader(30_000, 30_000), ImageFormat.Png));

        Assert.Equal((30_000, 30_000), (description.Width, description.Height));
    }

    [Fact]
    public void Render_HugeImageOfFewBytes_IsUnreadable()
    {
        Assert.Throws<UnreadableImageException>(() => Render(new ImageSource(SampleImages.PngHeader(30_000, 30_000), ImageFormat.Png)));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    public void Describe_NotAnImage_IsUnreadable(ImageFormat format)
    {
        Assert.Throws<UnreadableImageException>(() => engine.Describe(new ImageSource("<html>no image</html>"u8.ToArray(), format)));
    }

    [Fact]
    public void Describe_ImageOfAnotherFormatThanTold_IsUnreadable()
    {
        var png = SampleImages.RedBlue(ImageFormat.Png, 40, 30);

        Assert.Throws<UnreadableImageException>(() => engine.Describe(Jpeg(png)));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    public void Render_TruncatedImage_IsUnreadable(ImageFormat format)
    {
        var whole = SampleImages.Noise(format, 128);

        Assert.All([0, 3, 20, whole.Length / 10, whole.Length / 2, whole.Length * 9 / 10, whole.Length - 30], length =>
            Assert.Throws<UnreadableImageException>(() => Render(new ImageSource(whole.AsMemory(0, length), format))));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    public void Render_DamagedImage_IsUnreadableOrOfTheSizeDescribed(ImageFormat format)
    {
        var whole = SampleImages.Noise(format, 32);
        var random = new Random(20260301);
        for (var i = 0; i < 100; i++)
        {
            var damaged = whole.ToArray();
            for (var j = 0; j < 4; j++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var source = new ImageSource(damaged, format);
            try
            {
                var description = engine.Describe(source);
                if ((long)description.Width * description.Height > MaxPixels)
                    continue;
                using var result = Render(source);
                Assert.Equal((description.Width, description.Height), result.Size);
            }
            catch (UnreadableImageException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Fact]
    public void Render_Cmyk_BecomesRgb()
    {
        using var result = Render(Jpeg(SampleImages.CmykJpeg(64, 32)));

        Assert.Equal(3, result.Bands);
        Assert.NotEqual("CMYK", result.ProfileColors);
        var pixel = result.At(0.5, 0.5);
        Assert.InRange(pixel[0], 200, 255);
        Assert.InRange(pixel[2], 0, 60);
    }

    [Fact]
    public void Render_SixteenBits_BecomeEight()
    {
        using var result = Render(new ImageSource(SampleImages.Gray16Png(64, 32), ImageFormat.Png));

        Assert.InRange(result.At(0.5, 0.5)[0], 120, 136);
    }

    [Theory]
    [InlineData(ImageFormat.Gif)]
    [InlineData(ImageFormat.Webp)]
    public void Render_Animation_TakesTheFirstFrame(ImageFormat format)
    {
        var source = new ImageSource(SampleImages.Animated(format, 40, 30), format);

        using var result = Render(source);

        Assert.Equal((40, 30), (engine.Describe(source).Width, engine.Describe(source).Height));
        Assert.Equal((40, 30), result.Size);
        result.AssertColor(0.5, 0.5, SampleImages.Red);
    }

    [Theory]
    [InlineData("progressive JPEG")]
    [InlineData("subsampled JPEG")]
    [InlineData("JPEG with restarts")]
    [InlineData("interlaced PNG")]
    [InlineData("PNG with a palette")]
    [InlineData("PNG of 48 bits")]
    [InlineData("lossy WebP")]
    [InlineData("interlaced GIF")]
    public void Render_AnyVariantOfAFormat_KeepsThePixels(string variant)
    {
        using var result = Render(SampleImages.Variant(variant, 65, 33));

        Assert.Equal((65, 33), result.Size);
        result.AssertColor(0.1, 0.5, SampleImages.Red);
        result.AssertColor(0.9, 0.9, SampleImages.Blue);
    }

    [Fact]
    public void Render_ColourProfile_IsKeptWhateverIsStripped()
    {
        using var result = Render(Jpeg(SampleImages.WithProfile(64, 32)), new ImageStep.Strip());

        Assert.Equal("RGB", result.ProfileColors);
    }

    [Fact]
    public void Render_GrayOfAColourProfile_HasNoProfileOfColours()
    {
        using var result = Render(Jpeg(SampleImages.WithProfile(64, 32)), new ImageStep.Grayscale());

        Assert.True(result.Bands == 3 || result.ProfileColors != "RGB");
    }

    private static ImageSource Jpeg(byte[] file) => new(file, ImageFormat.Jpeg);

    private ResultImage Render(ImageSource source, params ImageStep[] steps) =>
        new(engine.Render(source, steps, Png, TestContext.Current.CancellationToken));
}
