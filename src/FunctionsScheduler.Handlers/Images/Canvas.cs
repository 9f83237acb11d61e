namespace FunctionsScheduler.Handlers.Images;

/// <summary>Follows the size of an image through the steps that are planned for it.</summary>
internal sealed class Canvas(ImageDescription image)
{
    private readonly List<ImageStep> _steps = [];
    private bool _oriented;

    public int Width { get; private set; } = image.Width;

    public int Height { get; private set; } = image.Height;

    public IReadOnlyList<ImageStep> Steps => _steps;

    public void Add(ImageStep step) => _steps.Add(step);

    /// <summary>Brings the image, whole, to a width, a height, or into a box.</summary>
    public void Contain(int? width, int? height)
    {
        var factor = Math.Min(width / (double)Width ?? double.MaxValue, height / (double)Height ?? double.MaxValue);
        Scale(Pixels(Width * factor), Pixels(Height * factor));
    }

    /// <summary>Fills a box and cuts off what stands out.</summary>
    public void Cover(int width, int height)
    {
        var factor = Math.Max(width / (double)Width, height / (double)Height);
        if (factor <= 1)
        {
            Scale(Math.Max(width, Pixels(Width * factor)), Math.Max(height, Pixels(Height * factor)));
            CropCenter(width, height);
        }
        else
        {
            // Growing a part is cheaper than keeping a part of what has grown, which may be huge.
            CropCenter(Math.Min(Width, Pixels(width / factor)), Math.Min(Height, Pixels(height / factor)));
            Scale(width, height);
        }
    }

    public void Scale(int width, int height)
    {
        if (width != Width || height != Height)
            _steps.Add(new ImageStep.Scale(width, height, Math.Min(Width / (double)width, Height / (double)height)));
        Resized(width, height);
    }

    public void Crop(ImageStep.Crop step)
    {
        if (step.Width != Width || step.Height != Height)
            _steps.Add(step);
        Resized(step.Width, step.Height);
    }

    public void Rotate(int degrees)
    {
        var quarterTurns = (degrees / 90 % 4 + 4) % 4;
        if (quarterTurns == 0)
            return;
        _steps.Add(new ImageStep.Rotate(quarterTurns));
        if (quarterTurns % 2 == 1)
            Resized(Height, Width);
    }

    public void Orient()
    {
        if (!_oriented && image.Orientation != 1)
        {
            _steps.Add(new ImageStep.Orient());
            if (image.LiesOnItsSide)
                Resized(Height, Width);
        }
        _oriented = true;
    }

    private void CropCenter(int width, int height) => Crop(new ImageStep.Crop((Width - width) / 2, (Height - height) / 2, width, height));

    private void Resized(int width, int height) => (Width, Height) = (width, height);

    private static int Pixels(double length) => (int)Math.Clamp(Math.Round(length, MidpointRounding.AwayFromZero), 1, int.MaxValue);
}
