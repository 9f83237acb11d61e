using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Tests.Images;

public sealed class ImagePlannerTests
{
    private static readonly ImageDescription Landscape = new(400, 200, Orientation: 1);

    [Theory]
    [InlineData(100, null, 100, 50)]
    [InlineData(null, 100, 200, 100)]
    [InlineData(100, 100, 100, 50)]
    [InlineData(1000, 100, 200, 100)]
    [InlineData(800, 800, 800, 400)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(333, null, 333, 167)]
    public void Plan_ResizeContain_KeepsProportions(int? width, int? height, int resultWidth, int resultHeight)
    {
        var plan = Plan(Landscape, new ImageOperation { Type = "resize", Width = width, Height = height });

        Assert.Equal((resultWidth, resultHeight), (plan.Width, plan.Height));
    }

    [Theory]
    [InlineData("cover", 100, 100)]
    [InlineData("cover", 50, 150)]
    [InlineData("cover", 800, 800)]
    [InlineData("cover", 9999, 1)]
    [InlineData("fill", 100, 100)]
    [InlineData("fill", 800, 3)]
    public void Plan_ResizeToABox_GivesExactlyTheBox(string fit, int width, int height)
    {
        var plan = Plan(Landscape, new ImageOperation { Type = "resize", Fit = fit, Width = width, Height = height });

        Assert.Equal((width, height), (plan.Width, plan.Height));
    }

    [Fact]
    public void Plan_ResizeCover_CutsTheSidesEvenly()
    {
        var plan = Plan(Landscape, new ImageOperation { Type = "resize", Fit = "cover", Width = 100, Height = 100 });

        Assert.Equal([new ImageStep.Scale(200, 100, 2), new ImageStep.Crop(50, 0, 100, 100)], plan.Steps);
    }

    [Fact]
    public void Plan_ResizeCoverThatGrows_CutsBeforeItGrows()
    {
        var plan = Plan(Landscape, new ImageOperation { Type = "resize", Fit = "cover", Width = 400, Height = 400 });

        Assert.Equal([new ImageStep.Crop(100, 0, 200, 200), new ImageStep.Scale(400, 400, 0.5)], plan.Steps);
    }

    [Theory]
    [InlineData(0, 400, 200, 0)]
    [InlineData(90, 200, 400, 1)]
    [InlineData(180, 400, 200, 2)]
    [InlineData(-90, 200, 400, 3)]
    [InlineData(450, 200, 400, 1)]
    [InlineData(-360, 400, 200, 0)]
    [InlineData(-2147483610, 200, 400, 3)]
    public void Plan_Rotate_TurnsByQuarters(int degrees, int width, int height, int quarterTurns)
    {
        var plan = Plan(Landscape, new ImageOperation { Type = "rotate", Degrees = degrees });

        Assert.Equal((width, height), (plan.Width, plan.Height));
        Assert.Equal(quarterTurns == 0 ? [] : [new ImageStep.Rotate(quarterTurns)], plan.Steps);
    }

    [Fact]
    public void Plan_AutoOrientTwice_TurnsOnce()
    {
        var orient = new ImageOperation { Type = "auto-orient" };

        var plan = Plan(Landscape with { Orientation = 6 }, orient, orient);

        Assert.Equal((200, 400), (plan.Width, plan.Height));
        Assert.Equal([new ImageStep.Orient()], plan.Steps);
    }

    [Fact]
    public void Plan_CropAfterAutoOrient_LiesInTheTurnedImage()
    {
        var plan = Plan(
            Landscape with { Orientation = 8 },
            new ImageOperation { Type = "auto-orient" },
            new ImageOperation { Type = "crop", X = 0, Y = 300, Width = 200, Height = 100 });

        Assert.Equal((200, 100), (plan.Width, plan.Height));
    }

    [Theory]
    [InlineData(301, 0)]
    [InlineData(300, 101)]
    [InlineData(int.MaxValue, 0)]
    public void Plan_CropOutside_NamesTheOperation(int x, int y)
    {
        var error = Assert.Throws<PermanentJobException>(() => Plan(
            Landscape,
            new ImageOperation { Type = "grayscale" },
            new ImageOperation { Type = "crop", X = x, Y = y, Width = 100, Height = 100 }));

        Assert.Equal($"operations[1]: the crop of 100 x 100 at ({x}, {y}) does not lie inside the image, which has 400 x 200 pixels there.", error.Message);
    }

    [Fact]
    public void Plan_ResultTooLarge_NamesTheOperation()
    {
        var error = Assert.Throws<PermanentJobException>(() => Plan(
            Landscape, new ImageOperation { Type = "resize", Width = 10_001 }));

        Assert.Equal("operations[0]: the image would have 10001 x 5001 pixels; up to 10000 a side and 50000000 in all are allowed.", error.Message);
    }

    [Fact]
    public void Plan_ImageTooLarge_IsRefused()
    {
        var error = Assert.Throws<PermanentJobException>(() => Plan(new ImageDescription(30_000, 30_000, 1)));

        Assert.Equal("The image has 30000 x 30000 pixels; up to 50000000 in all are allowed.", error.Message);
    }

    [Theory]
    [InlineData(400, 200, 1, 256, 128)]
    [InlineData(400, 200, 6, 128, 256)]
    [InlineData(100, 50, 1, 100, 50)]
    [InlineData(50, 5000, 1, 3, 256)]
    public void Plan_NoOperations_MakesAThumbnail(int width, int height, int orientation, int resultWidth, int resultHeight)
    {
        var plan = Plan(new ImageDescription(width, height, orientation));

        Assert.Equal((resultWidth, resultHeight), (plan.Width, plan.Height));
    }

    private static ImagePlan Plan(ImageDescription image, params ImageOperation[] operations) =>
        new ImagePlanner(Options.Create(new ImageOptions())).Plan(image, operations);
}
