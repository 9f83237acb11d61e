using FunctionsScheduler.Handlers.Images;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>An image in memory on its way from step to step. Between two of them it can be stopped.</summary>
internal sealed class Pipeline(Image<Rgba32> image, int orientation, CancellationToken cancellationToken) : IDisposable
{
    private int _orientation = orientation;
    private bool _isGray = ImageColors.IsGray(image.Metadata);
    private bool _strip;

    public void Apply(ImageStep step)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (step)
        {
            case ImageStep.Scale scale:
                image.Mutate(context => Resampling.Scale(context, scale.Width, scale.Height));
                break;
            case ImageStep.Crop crop:
                image.Mutate(context => context.Crop(new Rectangle(crop.X, crop.Y, crop.Width, crop.Height)));
                break;
            case ImageStep.Rotate rotate:
                image.Mutate(context => context.Rotate((RotateMode)(90 * rotate.QuarterTurns)));
                break;
            case ImageStep.Orient:
                var (turn, flip) = ExifOrientation.Upright(_orientation);
                image.Mutate(context => context.RotateFlip(turn, flip));
                _orientation = 1;
                break;
            case ImageStep.Grayscale:
                image.Mutate(ImageColors.Gray);
                _isGray = true;
                break;
            case ImageStep.Blur blur:
                Resampling.Blur(image, (float)blur.Sigma);
                break;
            case ImageStep.Sharpen sharpen:
                Convolution.Sharpen(image, (float)sharpen.Sigma);
                break;
            case ImageStep.Strip:
                _strip = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step.");
        }
    }

    /// <summary>Writes what has become of the image.</summary>
    public byte[] Encode(ImageEncoding encoding)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isTransparent = ImageColors.IsTransparent(image);
        if (encoding.Format == OutputFormat.Jpeg && isTransparent)
            image.Mutate(static context => context.BackgroundColor(Color.White));
        // A turn has removed the orientation of the file, which tells how to turn the result too.
        ExifOrientation.Set(image.Metadata, _orientation);
        ImageMetadataRules.Apply(image.Metadata, _strip, _isGray);
        using var file = new MemoryStream();
        // Done when it is returned, for the file is in memory; only this method can be cancelled.
        image.SaveAsync(file, Encoders.For(encoding, _isGray, isTransparent), cancellationToken).GetAwaiter().GetResult();
        return file.ToArray();
    }

    public void Dispose() => image.Dispose();
}
