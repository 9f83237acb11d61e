using FunctionsScheduler.Handlers.Payloads;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>
/// Turns operations into steps with settled sizes, and refuses what is too large or lies outside, before a pixel is decoded.
/// </summary>
internal sealed class ImagePlanner(IOptions<ImageOptions> options)
{
    private const int ThumbnailSide = 256;

    /// <exception cref="PermanentJobException">The image, or what it would become, is too large, or a crop lies outside of it.</exception>
    public ImagePlan Plan(ImageDescription image, IReadOnlyList<ImageOperation?>? operations)
    {
        if ((long)image.Width * image.Height > options.Value.MaxPixels)
        {
            throw new PermanentJobException(
                $"The image has {image.Width} x {image.Height} pixels; up to {options.Value.MaxPixels} in all are allowed.");
        }
        var canvas = new Canvas(image);
        if (operations is not { Count: > 0 })
            Thumbnail(canvas);
        for (var i = 0; i < operations?.Count; i++)
        {
            Apply(canvas, operations[i]!, i);
            CheckSize(canvas, FormattableString.Invariant($"operations[{i}]: the image would have"));
        }
        CheckSize(canvas, "The result would have");
        return new ImagePlan(canvas.Steps, canvas.Width, canvas.Height);
    }

    private void CheckSize(Canvas canvas, string subject)
    {
        var limits = options.Value;
        if (canvas.Width > limits.MaxSide || canvas.Height > limits.MaxSide || (long)canvas.Width * canvas.Height > limits.MaxPixels)
        {
            throw new PermanentJobException(
                $"{subject} {canvas.Width} x {canvas.Height} pixels; up to {limits.MaxSide} a side and {limits.MaxPixels} in all are allowed.");
        }
    }

    private static void Thumbnail(Canvas canvas)
    {
        canvas.Orient();
        if (canvas.Width > ThumbnailSide || canvas.Height > ThumbnailSide)
            canvas.Contain(ThumbnailSide, ThumbnailSide);
    }

    private static void Apply(Canvas canvas, ImageOperation operation, int index)
    {
        switch (EnumWords<OperationType>.Parse(operation.Type))
        {
            case OperationType.Resize:
                Resize(canvas, operation);
                break;
            case OperationType.Crop:
                Crop(canvas, operation, index);
                break;
            case OperationType.Rotate:
                canvas.Rotate(operation.Degrees!.Value);
                break;
            case OperationType.AutoOrient:
                canvas.Orient();
                break;
            case OperationType.Grayscale:
                canvas.Add(new ImageStep.Grayscale());
                break;
            case OperationType.Blur:
                canvas.Add(new ImageStep.Blur(operation.Sigma!.Value));
                break;
            case OperationType.Sharpen:
                canvas.Add(new ImageStep.Sharpen(operation.Sigma ?? 1));
                break;
            case OperationType.Strip:
                canvas.Add(new ImageStep.Strip());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation.Type, $"Not one of: {EnumWords<OperationType>.Allowed}.");
        }
    }

    private static void Resize(Canvas canvas, ImageOperation operation)
    {
        switch (EnumWords<ImageFit>.Parse(operation.Fit))
        {
            case ImageFit.Cover:
                canvas.Cover(operation.Width!.Value, operation.Height!.Value);
                break;
            case ImageFit.Fill:
                canvas.Scale(operation.Width!.Value, operation.Height!.Value);
                break;
            default:
                canvas.Contain(operation.Width, operation.Height);
                break;
        }
    }

    private static void Crop(Canvas canvas, ImageOperation operation, int index)
    {
        var step = new ImageStep.Crop(operation.X!.Value, operation.Y!.Value, operation.Width!.Value, operation.Height!.Value);
        if ((long)step.X + step.Width > canvas.Width || (long)step.Y + step.Height > canvas.Height)
        {
            throw new PermanentJobException(
                $"operations[{index}]: the crop of {step.Width} x {step.Height} at ({step.X}, {step.Y}) does not lie inside the image, "
                + $"which has {canvas.Width} x {canvas.Height} pixels there.");
        }
        canvas.Crop(step);
    }
}
