using FunctionsScheduler.Handlers.Images;
using Microsoft.Extensions.Options;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Memory;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>Works on images with SixLabors.ImageSharp: managed code only, each image in memory as a whole.</summary>
public sealed class ImageSharpEngine : IImageEngine
{
    private readonly long _maxPixels;
    private readonly Decoder _decoder;

    /// <summary>An engine that refuses images of more than <see cref="ImageOptions.MaxPixels"/>.</summary>
    public ImageSharpEngine(IOptions<ImageOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _maxPixels = options.Value.MaxPixels;
        _decoder = new Decoder(EngineConfiguration.Create(_maxPixels));
    }

    /// <inheritdoc/>
    public ImageDescription Describe(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Read(source, () => _decoder.Describe(source));
    }

    /// <inheritdoc/>
    public byte[] Render(ImageSource source, IReadOnlyList<ImageStep> steps, ImageEncoding encoding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(encoding);
        return Read(source, () =>
        {
            var header = Check(source);
            using var pipeline = new Pipeline(
                _decoder.Decode(source, header, JpegShrink.For(steps), cancellationToken), header.Orientation, cancellationToken);
            foreach (var step in steps)
                pipeline.Apply(step);
            return pipeline.Encode(encoding);
        });
    }

    /// <summary>Looks at what can be told of a file before it is decoded.</summary>
    private ImageDescription Check(ImageSource source)
    {
        var header = _decoder.Describe(source);
        if ((long)header.Width * header.Height > _maxPixels)
            throw new UnreadableImageException($"The image has {header.Width} x {header.Height} pixels; up to {_maxPixels} in all are allowed.");
        if (!WholeFile.Is(source))
            throw new InvalidImageContentException("the file ends before the image does");
        return header;
    }

    /// <remarks>
    /// On damaged files the decoders throw whatever their indexing and arithmetic does, and the encoders what metadata gives them. All of it
    /// happens in memory: another attempt would end the same.
    /// </remarks>
    private static T Read<T>(ImageSource source, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidMemoryOperationException e)
        {
            throw new UnreadableImageException($"The {Name(source)} image takes more memory than one of Images:MaxPixels may.", e);
        }
        catch (Exception e) when (e is not (UnreadableImageException or OperationCanceledException or OutOfMemoryException))
        {
            var reason = e is ImageFormatException ? e.Message : "its content makes no sense";
            throw new UnreadableImageException($"The {Name(source)} image is damaged or cut off: {reason}", e);
        }
    }

    private static string Name(ImageSource source) => source.Format.ToString().ToUpperInvariant();
}
