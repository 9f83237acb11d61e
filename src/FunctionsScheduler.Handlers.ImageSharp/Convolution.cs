using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>Mixes neighbouring pixels, in images of any size: ImageSharp refuses a kernel whose radius is longer than a side.</summary>
internal static class Convolution
{
    public static void Blur(Image<Rgba32> image, float sigma) => Apply(image, sigma, context => context.GaussianBlur(sigma));

    public static void Sharpen(Image<Rgba32> image, float sigma) => Apply(image, sigma, context => context.GaussianSharpen(sigma));

    private static void Apply(Image<Rgba32> image, float sigma, Action<IImageProcessingContext> kernel)
    {
        // Three standard deviations to each side is what ImageSharp makes of a sigma.
        var radius = (int)MathF.Ceiling(3 * sigma);
        var (x, y) = (Margin(image.Width, radius), Margin(image.Height, radius));
        if (x == 0 && y == 0)
        {
            image.Mutate(kernel);
            return;
        }
        using var larger = Extend(image, x, y);
        larger.Mutate(kernel);
        larger.ProcessPixelRows(image, (from, to) =>
        {
            for (var row = 0; row < to.Height; row++)
                from.GetRowSpan(row + y).Slice(x, to.Width).CopyTo(to.GetRowSpan(row));
        });
    }

    private static int Margin(int side, int radius) => Math.Max(0, (radius - side + 1) / 2);

    /// <summary>Continues the pixels of the edge, as a kernel does beyond it.</summary>
    private static Image<Rgba32> Extend(Image<Rgba32> image, int x, int y)
    {
        var larger = new Image<Rgba32>(image.Configuration, image.Width + 2 * x, image.Height + 2 * y);
        image.ProcessPixelRows(larger, (from, to) =>
        {
            for (var row = 0; row < to.Height; row++)
            {
                var source = from.GetRowSpan(Math.Clamp(row - y, 0, from.Height - 1));
                var target = to.GetRowSpan(row);
                target[..x].Fill(source[0]);
                source.CopyTo(target[x..]);
                target[(x + source.Length)..].Fill(source[^1]);
            }
        });
        return larger;
    }
}
