using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.Tests.Images;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.ImageSharp.Tests;

public sealed class ImageSharpEngineTests() : ImageEngineConformanceTests(new ImageSharpEngine(Options.Create(new ImageOptions())))
{
    [Fact]
    public void Render_MorePixelsThanAllowed_IsRefusedUndecoded()
    {
        var engine = new ImageSharpEngine(Options.Create(new ImageOptions { MaxPixels = 1199 }));
        // There is nothing to decode in it: whoever tried would say that it is damaged.
        var source = new ImageSource(SampleImages.PngHeader(40, 30), ImageFormat.Png);

        var error = Assert.Throws<UnreadableImageException>(
            () => engine.Render(source, [], new ImageEncoding(OutputFormat.Png, ImageEncoding.DefaultQuality), TestContext.Current.CancellationToken));

        Assert.Equal("The image has 40 x 30 pixels; up to 1199 in all are allowed.", error.Message);
    }
}
