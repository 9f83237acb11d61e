using NetVips;

namespace FunctionsScheduler.Handlers.Images.Vips;

/// <summary>Works on images with libvips: streaming, so that an image is seldom in memory as a whole.</summary>
public sealed class VipsImageEngine : IImageEngine
{
    // Images of strangers, many at once.
    static VipsImageEngine()
    {
        NetVips.NetVips.BlockUntrusted = true;
        // What is wrong with an image is said once, by the exception, and not on standard error too.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
        // One thread an image: jobs run side by side already.
        NetVips.NetVips.Concurrency = 1;
        // No image comes twice, so nothing is worth remembering.
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
    }

    /// <inheritdoc/>
    public ImageDescription Describe(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            using var image = VipsLoader.Load(source);
            return new ImageDescription(image.Width, image.Height, Orientation(image));
        }
        catch (VipsException e)
        {
            throw Unreadable(source, e);
        }
    }

    /// <inheritdoc/>
    public byte[] Render(ImageSource source, IReadOnlyList<ImageStep> steps, ImageEncoding encoding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(encoding);
        using var pipeline = new VipsPipeline(cancellationToken);
        try
        {
            pipeline.Load(source, steps);
            foreach (var step in steps)
                pipeline.Apply(step);
            return pipeline.Encode(encoding);
        }
        catch (VipsException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Unreadable(source, e);
        }
    }

    private static int Orientation(Image image) =>
        image.Contains("orientation") && image.Get("orientation") is int and >= 1 and <= 8 and var orientation ? orientation : 1;

    private static UnreadableImageException Unreadable(ImageSource source, VipsException e) =>
        new($"The {source.Format.ToString().ToUpperInvariant()} image is damaged or cut off: {VipsErrors.Describe(e)}", e);
}
