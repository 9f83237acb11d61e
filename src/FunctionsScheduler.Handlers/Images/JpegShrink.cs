namespace FunctionsScheduler.Handlers.Images;

/// <summary>
/// A JPEG can be decoded at an eighth, a quarter or half of its size (ITU-T T.81: blocks of 8 x 8), in a fraction of the time.
/// </summary>
internal static class JpegShrink
{
    private static readonly int[] Factors = [8, 4, 2];

    /// <summary>How many times smaller a JPEG may be decoded, when these steps follow.</summary>
    public static int For(IReadOnlyList<ImageStep> steps)
    {
        // Turning and graying commute with scaling; a crop or a blur before it counts in original pixels.
        var first = steps.FirstOrDefault(
            static step => step is not (ImageStep.Orient or ImageStep.Rotate or ImageStep.Grayscale or ImageStep.Strip));
        // The decoder averages coarsely, so a factor of two is left to proper resampling.
        return first is ImageStep.Scale scale ? Factors.FirstOrDefault(candidate => scale.Factor >= 2 * candidate, 1) : 1;
    }
}
