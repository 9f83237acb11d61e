namespace FunctionsScheduler.Handlers.Images;

/// <summary>
/// Decodes, changes and encodes images. What is allowed, and how large a result is, is settled before an engine is asked.
/// </summary>
/// <remarks>
/// Calls are synchronous and take a processor: they come on a thread of their own. An engine decodes with the decoder of the format it is
/// told and no other, takes the first frame of an animation, and turns any colour space into sRGB or gray.
/// </remarks>
public interface IImageEngine
{
    /// <summary>Reads the header, and no pixels.</summary>
    /// <exception cref="UnreadableImageException">It is not an image of that format.</exception>
    ImageDescription Describe(ImageSource source);

    /// <summary>Makes a new image file: decodes, takes the steps in order, encodes.</summary>
    /// <param name="source">The file to begin with.</param>
    /// <param name="steps">The steps, each of which fits the image at that point.</param>
    /// <param name="encoding">How the result is written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="UnreadableImageException">The file is damaged or cut off.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    byte[] Render(ImageSource source, IReadOnlyList<ImageStep> steps, ImageEncoding encoding, CancellationToken cancellationToken);
}
