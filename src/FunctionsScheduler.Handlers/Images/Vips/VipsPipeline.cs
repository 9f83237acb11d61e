using NetVips;

namespace FunctionsScheduler.Handlers.Images.Vips;

/// <summary>
/// A chain of libvips operations, which runs when its end is encoded. Every link holds native memory, so all are let go together at the end.
/// </summary>
internal sealed class VipsPipeline : IDisposable
{
    private static readonly double[] White = [255];
    private readonly Lock _lock = new();
    private readonly List<Image> _links = [];
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _stop;
    private bool _strip;

    public VipsPipeline(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _stop = cancellationToken.Register(Stop);
    }

    private Image End => _links[^1];

    /// <summary>Begins with a file, brought to 8 bits of sRGB or gray.</summary>
    public void Load(ImageSource source, IReadOnlyList<ImageStep> steps)
    {
        Add(VipsLoader.LoadShrunk(source, steps));
        switch (End.Interpretation)
        {
            case Enums.Interpretation.Srgb or Enums.Interpretation.Bw:
                break;
            case Enums.Interpretation.Cmyk:
                // Inks mean a colour only by a profile: the embedded one, or the one libvips has for print.
                Then(image => image.IccTransform("srgb", embedded: true, inputProfile: "cmyk"));
                break;
            case Enums.Interpretation.Grey16:
                Then(image => image.Colourspace(Enums.Interpretation.Bw));
                break;
            default:
                Then(image => image.Colourspace(Enums.Interpretation.Srgb));
                break;
        }
    }

    public void Apply(ImageStep step)
    {
        switch (step)
        {
            case ImageStep.Scale scale:
                Mix(image => image.Resize((double)scale.Width / image.Width, vscale: (double)scale.Height / image.Height));
                break;
            case ImageStep.Crop crop:
                Then(image => image.Crop(crop.X, crop.Y, crop.Width, crop.Height));
                break;
            case ImageStep.Rotate rotate:
                InMemory();
                Then(image => image.Rot((Enums.Angle)rotate.QuarterTurns));
                break;
            case ImageStep.Orient:
                InMemory();
                Then(image => image.Autorot());
                break;
            case ImageStep.Grayscale:
                Then(image => image.Colourspace(Enums.Interpretation.Bw));
                break;
            case ImageStep.Blur blur:
                Mix(image => image.Gaussblur(blur.Sigma));
                break;
            case ImageStep.Sharpen sharpen:
                Then(image => image.Sharpen(sigma: sharpen.Sigma));
                break;
            case ImageStep.Strip:
                _strip = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step.");
        }
    }

    /// <summary>Runs the chain and writes what comes out.</summary>
    public byte[] Encode(ImageEncoding encoding)
    {
        var keep = _strip ? Enums.ForeignKeep.Icc : Enums.ForeignKeep.All;
        if (encoding.Format == OutputFormat.Jpeg && End.HasAlpha())
            Then(image => image.Flatten(White));
        return encoding.Format switch
        {
            OutputFormat.Jpeg => End.JpegsaveBuffer(q: encoding.Quality, optimizeCoding: true, keep: keep),
            OutputFormat.Png => End.PngsaveBuffer(keep: keep),
            OutputFormat.Webp => End.WebpsaveBuffer(q: encoding.Quality, keep: keep),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding.Format, "Unknown format."),
        };
    }

    public void Dispose()
    {
        _stop.Dispose();
        for (var i = _links.Count - 1; i >= 0; i--)
            _links[i].Dispose();
    }

    private void Then(Func<Image, Image> operation) => Add(operation(End));

    private void Add(Image link)
    {
        lock (_lock)
            _links.Add(link);
        _cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Whichever link is asked for pixels next refuses, and so the chain ends.</summary>
    private void Stop()
    {
        lock (_lock)
            _links.ForEach(static link => link.SetKill(true));
    }

    /// <summary>The file is decoded from top to bottom, and a turn asks for columns: it works on a copy in memory.</summary>
    private void InMemory() => Then(static image => image.CopyMemory());

    /// <summary>Mixes neighbouring pixels by their visible colours: what is transparent has none.</summary>
    private void Mix(Func<Image, Image> operation)
    {
        if (!End.HasAlpha())
        {
            Then(operation);
            return;
        }
        var format = End.Format;
        Then(static image => image.Premultiply());
        Then(operation);
        Then(static image => image.Unpremultiply());
        Then(image => image.Cast(format));
    }
}
