using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Handlers.Tests.Images;

public sealed class ImageHandlerTests
{
    [Fact]
    public async Task Handle_Operations_WritesAnArtifactAndDescribesBoth()
    {
        using var host = JobHost.Open();
        var original = SampleImages.RedBlue(ImageFormat.Jpeg, 400, 200);
        await using var server = await RemoteServer.ServeAsync(original, "image/jpeg");
        var context = new TestJobContext();

        var result = await host.RunAsync(
            "image",
            $$"""{"image_url": "{{server.At("/a.jpg")}}", "operations": [{"type": "resize", "width": 100, "height": 100}], "format": "webp", "quality": 70}""",
            context);

        var file = context.Store["result.webp"];
        Assert.Equal(
            $$$"""{"width":100,"height":50,"format":"webp","bytes":{{{file.Length}}},"artifact":"/api/jobs/{{{context.Id}}}/artifacts/result.webp","original":{"width":400,"height":200,"format":"jpeg","bytes":{{{original.Length}}}}}""",
            result.GetRawText());
        Assert.Equal("image/webp", (await context.Store.FindAsync(context.Id, "result.webp", TestContext.Current.CancellationToken))!.ContentType);
        using var image = new ResultImage(file);
        Assert.Equal(("webp", (100, 50)), (image.Format, image.Size));
        Assert.Equal(context.Progress.Order(), context.Progress);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, "jpeg")]
    [InlineData(ImageFormat.Png, "png")]
    [InlineData(ImageFormat.Webp, "webp")]
    [InlineData(ImageFormat.Gif, "png")]
    public async Task Handle_NoOperations_MakesAThumbnailInTheSameFormat(ImageFormat format, string expected)
    {
        using var host = JobHost.Open();
        // Whatever the server says: the file tells what it is.
        await using var server = await RemoteServer.ServeAsync(SampleImages.RedBlue(format, 500, 300), "application/octet-stream");
        var context = new TestJobContext();

        var result = await host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}""", context);

        Assert.Equal((256, 154, expected), (result.GetProperty("width").GetInt32(), result.GetProperty("height").GetInt32(), result.GetProperty("format").GetString()));
        using var image = new ResultImage(context.Store[$"result.{expected}"]);
        Assert.Equal((expected, (256, 154)), (image.Format, image.Size));
    }

    [Fact]
    public async Task Handle_ThumbnailOfAnOrientedPhoto_StandsUpright()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync(SampleImages.Oriented(800, 400, 6), "image/jpeg");
        var context = new TestJobContext();

        await host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}""", context);

        using var image = new ResultImage(context.Store["result.jpeg"]);
        Assert.Equal(((128, 256), 1), (image.Size, image.Orientation));
        image.AssertColor(0.5, 0.1, SampleImages.Red);
    }

    [Theory]
    [InlineData("text/html", "<html>", "(it says 'text/html') ")]
    [InlineData("image/jpeg", "", "(it says 'image/jpeg') ")]
    [InlineData("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>", "(it says 'image/svg+xml') ")]
    [InlineData("image/png", "%PDF-1.7", "(it says 'image/png') ")]
    public async Task Handle_NotAnImage_FailsForGood(string contentType, string content, string said)
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync(content, contentType);

        var error = await Assert.ThrowsAsync<PermanentJobException>(() => host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}"""));

        Assert.Equal($"What '{server.Authority}' sent {said}is not an image in one of the formats: jpeg, png, webp, gif.", error.Message);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, "The JPEG image is damaged or cut off: premature end of JPEG image")]
    [InlineData(ImageFormat.Png, "The PNG image is damaged or cut off: libpng read error")]
    [InlineData(ImageFormat.Webp, "The WEBP image is damaged or cut off: unable to parse image")]
    [InlineData(ImageFormat.Gif, "The GIF image is damaged or cut off: Unexpected end of GIF source data")]
    public async Task Handle_TruncatedImage_FailsForGood(ImageFormat format, string message)
    {
        using var host = JobHost.Open();
        var whole = SampleImages.Noise(format, 200);
        await using var server = await RemoteServer.ServeAsync(whole[..(whole.Length / 2)], "image/any");

        var error = await Assert.ThrowsAsync<UnreadableImageException>(() => host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}"""));

        Assert.IsType<PermanentJobException>(error, exactMatch: false);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task Handle_ImageOf900Megapixels_IsRefusedUndecoded()
    {
        using var host = JobHost.Open();
        // There is nothing to decode in it: whoever tried would say that it is damaged.
        await using var server = await RemoteServer.ServeAsync(SampleImages.PngHeader(30_000, 30_000), "image/png");

        var error = await Assert.ThrowsAsync<PermanentJobException>(() => host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}"""));

        Assert.Equal("The image has 30000 x 30000 pixels; up to 50000000 in all are allowed.", error.Message);
    }

    [Fact]
    public async Task Handle_FileTooLarge_FailsForGood()
    {
        using var host = JobHost.Open(("Images:MaxBytes", "1000"));
        await using var server = await RemoteServer.StartAsync(static async context => await context.Response.Body.WriteAsync(new byte[2000], context.RequestAborted));

        await Assert.ThrowsAsync<DownloadTooLargeException>(() => host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}"""));
    }

    [Fact]
    public async Task Handle_CropOutside_FailsForGoodAndNamesTheOperation()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync(SampleImages.RedBlue(ImageFormat.Png, 40, 30), "image/png");

        var error = await Assert.ThrowsAsync<PermanentJobException>(() => host.RunAsync(
            "image", $$"""{"image_url": "{{server.At()}}", "operations": [{"type": "crop", "x": 30, "y": 0, "width": 20, "height": 10}]}"""));

        Assert.StartsWith("operations[0]: the crop of 20 x 10 at (30, 0) does not lie inside the image", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_ResultTooLargeForTheStore_FailsForGood()
    {
        using var host = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync(SampleImages.Noise(ImageFormat.Png, 100), "image/png");
        var context = new TestJobContext { Store = new InMemoryArtifactStore { MaxBytes = 100 } };

        await Assert.ThrowsAsync<ArtifactTooLargeException>(() => host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}""", context));
    }

    [Fact]
    public async Task Handle_ManyAtOnce_AllSucceed()
    {
        using var host = JobHost.Open(("Images:MaxConcurrent", "2"));
        await using var server = await RemoteServer.ServeAsync(SampleImages.RedBlue(ImageFormat.Jpeg, 300, 200), "image/jpeg");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}""")));

        Assert.All(results, static result => Assert.Equal(256, result.GetProperty("width").GetInt32()));
    }

    [Fact]
    public async Task Handle_CancelledWhileFetching_Stops()
    {
        using var host = JobHost.Open();
        using var job = new CancellationTokenSource();
        await using var server = await RemoteServer.StartAsync(async context =>
        {
            await job.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.RunAsync("image", $$"""{"image_url": "{{server.At()}}"}""", new TestJobContext(job.Token)));
    }
}
