using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>Scaling and blurring in bounded time and memory, whatever the factor.</summary>
internal static class Resampling
{
    private const int CoarseFactor = 8;
    private const float MaxSigma = 4;

    /// <summary>
    /// Brings an image to a size. Far down, by averages first: Lanczos holds six lines a line of the result, times the factor, and a vector a pixel.
    /// </summary>
    public static void Scale(IImageProcessingContext context, int width, int height)
    {
        for (var size = context.GetCurrentSize(); IsFar(size.Width, width) || IsFar(size.Height, height); size = context.GetCurrentSize())
            context.Resize(Coarse(size.Width, width), Coarse(size.Height, height), KnownResamplers.Box);
        context.Resize(width, height, KnownResamplers.Lanczos3);
    }

    /// <summary>
    /// Blurs with a Gaussian. A wide one leaves no detail that a smaller image could not hold, so it is taken there: its time grows with its width.
    /// </summary>
    public static void Blur(Image<Rgba32> image, float sigma)
    {
        var size = image.Size;
        var shrink = Math.Max(1, (int)(sigma / MaxSigma));
        if (shrink > 1)
            image.Mutate(context => context.Resize(DivideUp(size.Width, shrink), DivideUp(size.Height, shrink), KnownResamplers.Box));
        Convolution.Blur(image, sigma / shrink);
        if (shrink > 1)
            image.Mutate(context => context.Resize(size.Width, size.Height, KnownResamplers.CatmullRom));
    }

    private static bool IsFar(int length, int target) => length > 2L * CoarseFactor * target;

    private static int Coarse(int length, int target) => IsFar(length, target) ? DivideUp(length, CoarseFactor) : length;

    private static int DivideUp(int length, int divisor) => (length - 1) / divisor + 1;
}
