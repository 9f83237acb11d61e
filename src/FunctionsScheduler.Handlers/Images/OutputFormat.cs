namespace FunctionsScheduler.Handlers.Images;

/// <summary>The formats an image may be written in.</summary>
public enum OutputFormat
{
    /// <summary>JPEG: lossy, no transparency, which turns white.</summary>
    Jpeg,

    /// <summary>PNG: lossless.</summary>
    Png,

    /// <summary>WebP, lossy.</summary>
    Webp,
}
