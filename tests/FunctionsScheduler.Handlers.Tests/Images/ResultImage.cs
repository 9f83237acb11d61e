using System.Text;
using NetVips;

namespace FunctionsScheduler.Handlers.Tests.Images;

/// <summary>An image file that a job or an engine made, looked at.</summary>
internal sealed class ResultImage : IDisposable
{
    private readonly Image _image;

    public ResultImage(byte[] file) => _image = Image.NewFromBuffer(file);

    public (int Width, int Height) Size => (_image.Width, _image.Height);

    /// <summary>Which format libvips says it is: jpeg, png, webp.</summary>
    public string Format => ((string)_image.Get("vips-loader")).Replace("load_buffer", "", StringComparison.Ordinal);

    public int Bands => _image.Bands;

    public bool HasExif => _image.Contains("exif-data");

    /// <summary>What the colour profile is for (ICC.1:2022, 7.2.8); null when there is none.</summary>
    public string? ProfileColors => _image.Contains("icc-profile-data") ? Encoding.ASCII.GetString((byte[])_image.Get("icc-profile-data"), 16, 4).TrimEnd() : null;

    public int Orientation => _image.Contains("orientation") ? (int)_image.Get("orientation") : 1;

    public double[] At(double x, double y) => _image.Getpoint((int)(x * (_image.Width - 1)), (int)(y * (_image.Height - 1)));

    /// <summary>Asserts the colour at a place, given in parts of the width and height, give or take what lossy formats lose.</summary>
    public void AssertColor(double x, double y, double[] color)
    {
        const double Loss = 12;
        var actual = At(x, y);
        for (var band = 0; band < color.Length; band++)
            Assert.InRange(actual[band], color[band] - Loss, color[band] + Loss);
    }

    public void Dispose() => _image.Dispose();
}
