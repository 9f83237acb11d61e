namespace FunctionsScheduler.Handlers.Images;

/// <summary>How an image is brought into a box.</summary>
internal enum ImageFit
{
    /// <summary>Whole, as large as the box allows, in its own proportions.</summary>
    Contain,

    /// <summary>Filling the box in its own proportions; what stands out on two sides is cut off evenly.</summary>
    Cover,

    /// <summary>Stretched to the box.</summary>
    Fill,
}
