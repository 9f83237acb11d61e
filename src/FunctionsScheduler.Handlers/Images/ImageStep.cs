namespace FunctionsScheduler.Handlers.Images;

/// <summary>One thing an engine does to an image, with all sizes settled.</summary>
public abstract record ImageStep
{
    private ImageStep()
    {
    }

    /// <summary>Resamples to exactly this size.</summary>
    /// <param name="Width">The new width in pixels.</param>
    /// <param name="Height">The new height in pixels.</param>
    /// <param name="Factor">How many times smaller the image becomes along its least reduced side; below 1 it grows.</param>
    public sealed record Scale(int Width, int Height, double Factor) : ImageStep;

    /// <summary>Keeps a rectangle that lies inside the image.</summary>
    /// <param name="X">Columns left out on the left.</param>
    /// <param name="Y">Rows left out at the top.</param>
    /// <param name="Width">Columns kept.</param>
    /// <param name="Height">Rows kept.</param>
    public sealed record Crop(int X, int Y, int Width, int Height) : ImageStep;

    /// <summary>Turns clockwise.</summary>
    /// <param name="QuarterTurns">1, 2 or 3.</param>
    public sealed record Rotate(int QuarterTurns) : ImageStep;

    /// <summary>Turns the pixels as the EXIF orientation asks, and removes it.</summary>
    public sealed record Orient : ImageStep;

    /// <summary>Drops the colours; transparency stays.</summary>
    public sealed record Grayscale : ImageStep;

    /// <summary>Blurs with a Gaussian.</summary>
    /// <param name="Sigma">Its standard deviation in pixels.</param>
    public sealed record Blur(double Sigma) : ImageStep;

    /// <summary>Sharpens with an unsharp mask.</summary>
    /// <param name="Sigma">The standard deviation of the mask's Gaussian in pixels.</param>
    public sealed record Sharpen(double Sigma) : ImageStep;

    /// <summary>Leaves metadata out of the result, all but the colour profile, which the colours depend on.</summary>
    public sealed record Strip : ImageStep;
}
