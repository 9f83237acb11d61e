namespace FunctionsScheduler.Handlers.Images;

/// <summary>How an image is written.</summary>
/// <param name="Format">The format.</param>
/// <param name="Quality">From 1, smallest, to 100, best; a PNG has none.</param>
public sealed record ImageEncoding(OutputFormat Format, int Quality)
{
    /// <summary>The quality when nobody asks for one.</summary>
    public const int DefaultQuality = 80;
}
