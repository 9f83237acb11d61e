namespace FunctionsScheduler.Handlers.Images;

/// <summary>What the header of an image file tells.</summary>
/// <param name="Width">Columns of pixels as they are stored.</param>
/// <param name="Height">Rows of pixels as they are stored.</param>
/// <param name="Orientation">How a viewer is to turn them: the EXIF orientation, 1 (not at all) to 8 (Exif 2.32, 4.6.4).</param>
public sealed record ImageDescription(int Width, int Height, int Orientation)
{
    /// <summary>Whether a viewer is to turn the image by a quarter, so that its width and height change places.</summary>
    public bool LiesOnItsSide => Orientation is >= 5 and <= 8;
}
