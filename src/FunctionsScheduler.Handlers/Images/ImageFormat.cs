namespace FunctionsScheduler.Handlers.Images;

/// <summary>The formats an image may come in.</summary>
public enum ImageFormat
{
    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP; of an animation the first frame is taken.</summary>
    Webp,

    /// <summary>GIF; of an animation the first frame is taken.</summary>
    Gif,
}
