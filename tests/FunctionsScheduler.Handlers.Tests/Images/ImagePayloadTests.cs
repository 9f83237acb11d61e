using FunctionsScheduler.Handlers.Tests.Platform;

namespace FunctionsScheduler.Handlers.Tests.Images;

public sealed class ImagePayloadTests
{
    private const string Side = "must be a number of pixels from 1 to 16383";

    [Theory]
    [InlineData("""{}""", "image_url: Missing 'image_url' in payload: give an absolute http or https URL")]
    [InlineData("""{"image_url": "data:image/png;base64,AA=="}""", "image_url: must be an absolute http or https URL, such as https://example.com/file")]
    [InlineData("""{"image_url": "http://e.com/", "format": "gif"}""", "format: must be one of: jpeg, png, webp")]
    [InlineData("""{"image_url": "http://e.com/", "quality": 0}""", "quality: must be from 1 to 100")]
    [InlineData("""{"image_url": "http://e.com/", "quality": 101}""", "quality: must be from 1 to 100")]
    [InlineData("""{"image_url": "http://e.com/", "format": "png", "quality": 80}""", "quality: goes with the formats jpeg and webp; a png has no quality")]
    public void Validate_WrongField_IsNamedWithWhatIsAllowed(string payload, string error)
    {
        using var host = JobHost.Guarded();

        Assert.Equal([$"payload.{error}"], host.Validate("image", payload));
    }

    [Theory]
    [InlineData("""null""", ": must be an object with a 'type'")]
    [InlineData("""{}""", ".type: must be one of: resize, crop, rotate, auto-orient, grayscale, blur, sharpen, strip")]
    [InlineData("""{"type": "explode"}""", ".type: must be one of: resize, crop, rotate, auto-orient, grayscale, blur, sharpen, strip")]
    [InlineData("""{"type": "resize"}""", ".width: is missing: a resize needs 'width', 'height' or both")]
    [InlineData("""{"type": "resize", "width": 0}""", ".width: " + Side)]
    [InlineData("""{"type": "resize", "height": 16384}""", ".height: " + Side)]
    [InlineData("""{"type": "resize", "width": 10, "fit": "cover"}""", ".height: is missing: fit 'cover' needs both 'width' and 'height'")]
    [InlineData("""{"type": "resize", "height": 10, "fit": "fill"}""", ".width: is missing: fit 'fill' needs both 'width' and 'height'")]
    [InlineData("""{"type": "resize", "width": 10, "fit": "squeeze"}""", ".fit: must be one of: contain, cover, fill")]
    [InlineData("""{"type": "resize", "width": 10, "sigma": 1}""", ".sigma: does not belong to 'resize', which takes width, height, fit")]
    [InlineData("""{"type": "crop", "y": 0, "width": 1, "height": 1}""", ".x: must be a number of pixels from 0 up: what is cut off on the left")]
    [InlineData("""{"type": "crop", "x": 0, "y": -1, "width": 1, "height": 1}""", ".y: must be a number of pixels from 0 up: what is cut off at the top")]
    [InlineData("""{"type": "crop", "x": 0, "y": 0, "height": 1}""", ".width: " + Side)]
    [InlineData("""{"type": "crop", "x": 0, "y": 0, "width": 1, "height": 0}""", ".height: " + Side)]
    [InlineData("""{"type": "rotate"}""", ".degrees: must be a multiple of 90; the image turns clockwise")]
    [InlineData("""{"type": "rotate", "degrees": 45}""", ".degrees: must be a multiple of 90; the image turns clockwise")]
    [InlineData("""{"type": "grayscale", "width": 1}""", ".width: does not belong to 'grayscale', which takes no fields")]
    [InlineData("""{"type": "blur"}""", ".sigma: must be a number of pixels from 0.3 to 100")]
    [InlineData("""{"type": "blur", "sigma": 100.5}""", ".sigma: must be a number of pixels from 0.3 to 100")]
    [InlineData("""{"type": "sharpen", "sigma": 0.1}""", ".sigma: must be a number of pixels from 0.3 to 10")]
    public void Validate_WrongOperation_IsNamedWithWhatIsAllowed(string operation, string error)
    {
        using var host = JobHost.Guarded();

        var errors = host.Validate("image", $$"""{"image_url": "http://e.com/", "operations": [{"type": "strip"}, {{operation}}]}""");

        Assert.Equal([$"payload.operations[1]{error}"], errors);
    }

    [Fact]
    public void Validate_TooManyOperations_TellsTheLimit()
    {
        using var host = JobHost.Guarded();
        var operations = string.Join(", ", Enumerable.Repeat("""{"type": "strip"}""", 21));

        var errors = host.Validate("image", $$"""{"image_url": "http://e.com/", "operations": [{{operations}}]}""");

        Assert.Equal(["payload.operations: has 21 operations; up to 20 are allowed"], errors);
    }

    [Theory]
    [InlineData("""{"type": "resize", "width": 10}""")]
    [InlineData("""{"width": 10, "height": 20, "fit": "cover", "type": "resize"}""")]
    [InlineData("""{"type": "crop", "x": 0, "y": 0, "width": 1, "height": 1}""")]
    [InlineData("""{"type": "rotate", "degrees": -270}""")]
    [InlineData("""{"type": "auto-orient"}""")]
    [InlineData("""{"type": "blur", "sigma": 0.3}""")]
    [InlineData("""{"type": "sharpen"}""")]
    public void Validate_RightOperation_Passes(string operation)
    {
        using var host = JobHost.Guarded();

        Assert.Empty(host.Validate("image", $$"""{"image_url": "http://e.com/", "operations": [{{operation}}]}"""));
    }
}
