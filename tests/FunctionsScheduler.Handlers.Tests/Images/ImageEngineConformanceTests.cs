using FunctionsScheduler.Handlers.Images;

namespace FunctionsScheduler.Handlers.Tests.Images;

/// <summary>What every image engine must make of an image. A new engine derives a class from this one.</summary>
public abstract class ImageEngineConformanceTests(IImageEngine engine)
{
    private static readonly ImageEncoding Png = new(OutputFormat.Png, ImageEncoding.DefaultQuality);

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    public void Describe_AnyFormat_TellsTheSize(ImageFormat format)
    {
        var description = engine.Describe(new ImageSource(SampleImages.RedBlue(format, 40, 30), format));

        Assert.Equal(new ImageDescription(40, 30, Orientation: 1), description);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public void Describe_OrientedImage_TellsTheOrientation(int orientation)
    {
        Assert.All([ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.Webp], format => Assert.Equal(
            new ImageDescription(40, 30, orientation),
            engine.Describe(new ImageSource(SampleImages.Oriented(40, 30, orientation, format), format))));
    }

    [Fact]
    public void Render_RotateOfAnOrientedImage_LeavesTheOrientationToTheViewer()
    {
        using var result = Render(Jpeg(SampleImages.Oriented(64, 32, 6)), new ImageEncoding(OutputFormat.Jpeg, 90), [new ImageStep.Rotate(1)]);

        Assert.Equal(((32, 64), 6), (result.Size, result.Orientation));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    public void Render_NoSteps_KeepsThePixels(ImageFormat format)
    {
        using var result = Render(new ImageSource(SampleImages.RedBlue(format, 64, 32), format));

        Assert.Equal((64, 32), result.Size);
        result.AssertColor(0.1, 0.5, SampleImages.Red);
        result.AssertColor(0.9, 0.5, SampleImages.Blue);
    }

    [Theory]
    [InlineData(OutputFormat.Jpeg, "jpeg")]
    [InlineData(OutputFormat.Png, "png")]
    [InlineData(OutputFormat.Webp, "webp")]
    public void Render_EachOutputFormat_IsWritten(OutputFormat format, string loader)
    {
        using var result = Render(RedBlue(64, 32), new ImageEncoding(format, 90), []);

        Assert.Equal((loader, (64, 32)), (result.Format, result.Size));
        result.AssertColor(0.1, 0.5, SampleImages.Red);
    }

    [Theory]
    [InlineData(OutputFormat.Jpeg)]
    [InlineData(OutputFormat.Webp)]
    public void Render_LowerQuality_IsSmaller(OutputFormat format)
    {
        var noise = new ImageSource(SampleImages.Noise(ImageFormat.Png, 128), ImageFormat.Png);

        var low = engine.Render(noise, [], new ImageEncoding(format, 10), TestContext.Current.CancellationToken);
        var high = engine.Render(noise, [], new ImageEncoding(format, 95), TestContext.Current.CancellationToken);

        Assert.InRange(low.Length, 1, high.Length / 2);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(100, 50)]
    [InlineData(333, 217)]
    [InlineData(999, 3)]
    [InlineData(1001, 1)]
    [InlineData(1, 667)]
    [InlineData(2000, 1000)]
    public void Render_Scale_GivesExactlyTheSize(int width, int height)
    {
        // A JPEG, which engines decode at a part of its size.
        using var result = Render(Jpeg(SampleImages.RedBlue(ImageFormat.Jpeg, 1001, 667)), new ImageStep.Scale(width, height, Math.Min(1001.0 / width, 667.0 / height)));

        Assert.Equal((width, height), result.Size);
    }

    [Fact]
    public void Render_ScaleFarDown_KeepsTheColours()
    {
        using var result = Render(Jpeg(SampleImages.RedBlue(ImageFormat.Jpeg, 1600, 800)), new ImageStep.Scale(50, 25, 32));

        result.AssertColor(0.1, 0.5, SampleImages.Red);
        result.AssertColor(0.9, 0.5, SampleImages.Blue);
    }

    [Fact]
    public void Render_Crop_KeepsTheRectangle()
    {
        using var result = Render(RedBlue(100, 50), new ImageStep.Crop(40, 10, 30, 20));

        Assert.Equal((30, 20), result.Size);
        result.AssertColor(0.1, 0.5, SampleImages.Red);
        result.AssertColor(0.9, 0.5, SampleImages.Blue);
    }

    [Theory]
    [InlineData(1, 32, 64, 0.5, 0.1)]
    [InlineData(2, 64, 32, 0.9, 0.5)]
    [InlineData(3, 32, 64, 0.5, 0.9)]
    public void Render_Rotate_TurnsClockwise(int quarterTurns, int width, int height, double redX, double redY)
    {
        using var result = Render(RedBlue(64, 32), new ImageStep.Rotate(quarterTurns));

        Assert.Equal((width, height), result.Size);
        result.AssertColor(redX, redY, SampleImages.Red);
        result.AssertColor(1 - redX, 1 - redY, SampleImages.Blue);
    }

    [Theory]
    [InlineData(1, 64, 32, 0.1, 0.5)]
    [InlineData(2, 64, 32, 0.9, 0.5)]
    [InlineData(3, 64, 32, 0.9, 0.5)]
    [InlineData(4, 64, 32, 0.1, 0.5)]
    [InlineData(5, 32, 64, 0.5, 0.1)]
    [InlineData(6, 32, 64, 0.5, 0.1)]
    [InlineData(7, 32, 64, 0.5, 0.9)]
    [InlineData(8, 32, 64, 0.5, 0.9)]
    public void Render_Orient_TurnsAsTheImageAsksAndOnlyOnce(int orientation, int width, int height, double redX, double redY)
    {
        using var result = Render(Jpeg(SampleImages.Oriented(64, 32, orientation)), new ImageStep.Orient());

        Assert.Equal(((width, height), 1), (result.Size, result.Orientation));
        result.AssertColor(redX, redY, SampleImages.Red);
        result.AssertColor(1 - redX, 1 - redY, SampleImages.Blue);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    public void Render_OrientThenScale_GivesTheSizeOfTheTurnedImage(ImageFormat format)
    {
        using var result = Render(new ImageSource(SampleImages.Oriented(1000, 500, 6, format), format), new ImageStep.Orient(), new ImageStep.Scale(50, 100, 10));

        Assert.Equal((50, 100), result.Size);
        result.AssertColor(0.5, 0.1, SampleImages.Red);
    }

    [Fact]
    public void Render_Grayscale_DropsTheColours()
    {
        using var result = Render(RedBlue(64, 32), new ImageStep.Grayscale());

        var pixel = result.At(0.1, 0.5);
        Assert.All(pixel, band => Assert.Equal(pixel[0], band));
    }

    [Fact]
    public void Render_Grayscale_IsAsBrightAsTheColours()
    {
        using var result = Render(RedBlue(64, 32), new ImageStep.Grayscale());

        // The luminance of sRGB's primaries (IEC 61966-2-1), coded.
        result.AssertColor(0.1, 0.5, [127]);
        result.AssertColor(0.9, 0.5, [76]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(100)]
    public void Render_Blur_IsAGaussian(double sigma)
    {
        const int Width = 800;
        using var result = Render(RedBlue(Width, 4), new ImageStep.Blur(sigma));

        Assert.Equal((Width, 4), result.Size);
        // The integral of a Gaussian to one and to two standard deviations.
        result.AssertColor(0.5 - sigma / Width, 0.5, [0.841 * 255, 0, 0.159 * 255]);
        result.AssertColor(0.5, 0.5, [127, 0, 127]);
        result.AssertColor(0.5 + 2 * sigma / Width, 0.5, [0.023 * 255, 0, 0.977 * 255]);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(40, 2)]
    public void Render_BlurAndSharpenWiderThanTheImage_KeepTheSize(int width, int height)
    {
        using var result = Render(RedBlue(width, height), new ImageStep.Blur(4), new ImageStep.Blur(100), new ImageStep.Sharpen(10));

        Assert.Equal((width, height), result.Size);
    }

    [Fact]
    public void Render_Sharpen_KeepsTheSize()
    {
        using var result = Render(RedBlue(64, 32), new ImageStep.Sharpen(1));

        Assert.Equal((64, 32), result.Size);
        result.AssertColor(0.1, 0.5, SampleImages.Red);
    }

    [Fact]
    public void Render_Strip_LeavesMetadataOut()
    {
        var encoding = new ImageEncoding(OutputFormat.Jpeg, 80);
        var source = Jpeg(SampleImages.Oriented(64, 32, 3));

        using var kept = Render(source, encoding, []);
        using var stripped = Render(source, encoding, [new ImageStep.Strip()]);

        Assert.Equal((true, false), (kept.HasExif, stripped.HasExif));
    }

    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    public void Render_TransparentToJpeg_BecomesWhite(ImageFormat format)
    {
        using var result = Render(new ImageSource(SampleImages.HalfTransparent(format, 64, 32), format), new ImageEncoding(OutputFormat.Jpeg, 95), []);

        result.AssertColor(0.1, 0.5, [255, 255, 255]);
        result.AssertColor(0.9, 0.5, SampleImages.Red);
    }

    [Fact]
    public void Render_ScaleOfTransparent_LetsNoHiddenColourThrough()
    {
        using var result = Render(Transparent(64, 32), new ImageStep.Scale(15, 8, 4));

        Assert.Equal(4, result.Bands);
        Assert.Equal(0, result.At(0, 0.5)[3]);
        result.AssertColor(0.5, 0.5, SampleImages.Red);
        result.AssertColor(1, 0.5, [255, 0, 0, 255]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public void Render_BlurOfTransparent_LetsNoHiddenColourThrough(double sigma)
    {
        using var result = Render(Transparent(100, 50), new ImageStep.Blur(sigma));

        result.AssertColor(0.5, 0.5, SampleImages.Red);
        Assert.InRange(result.At(0.5, 0.5)[3], 90, 165);
    }

    [Fact]
    public void Render_SeveralSteps_AreTakenInOrder()
    {
        using var result = Render(
            RedBlue(200, 100), new ImageStep.Crop(0, 0, 150, 100), new ImageStep.Rotate(1), new ImageStep.Scale(20, 30, 5), new ImageStep.Grayscale());

        Assert.Equal((20, 30), result.Size);
    }

    [Fact]
    public async Task Render_CancelledBefore_Stops()
    {
        var source = new ImageSource(SampleImages.Noise(ImageFormat.Jpeg, 512), ImageFormat.Jpeg);
        using var job = new CancellationTokenSource();
        await job.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => engine.Render(source, [new ImageStep.Blur(20)], Png, job.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Render_CancelledInTheMiddle_Stops(bool turned)
    {
        // So much blurring takes tens of seconds, were it not stopped; and a turn may be done at another time than what needs no whole image.
        ImageStep[] steps = [.. Enumerable.Repeat(new ImageStep.Blur(100), 10), .. turned ? [new ImageStep.Rotate(1)] : (ImageStep[])[]];
        var source = new ImageSource(SampleImages.Noise(ImageFormat.Jpeg, 4000), ImageFormat.Jpeg);
        using var job = new CancellationTokenSource();

        var rendering = Task.Run(() => engine.Render(source, steps, Png, job.Token), TestContext.Current.CancellationToken);
        job.CancelAfter(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rendering);
    }

    private static ImageSource RedBlue(int width, int height) => new(SampleImages.RedBlue(ImageFormat.Png, width, height), ImageFormat.Png);

    private static ImageSource Transparent(int width, int height) => new(SampleImages.HalfTransparent(ImageFormat.Png, width, height), ImageFormat.Png);

    private static ImageSource Jpeg(byte[] file) => new(file, ImageFormat.Jpeg);

    private ResultImage Render(ImageSource source, params ImageStep[] steps) => Render(source, Png, steps);

    private ResultImage Render(ImageSource source, ImageEncoding encoding, ImageStep[] steps) =>
        new(engine.Render(source, steps, encoding, TestContext.Current.CancellationToken));
}
