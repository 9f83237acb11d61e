using System.Net;
using FunctionsScheduler.Testing;
using NetVips;

namespace FunctionsScheduler.Api.Tests.Jobs;

/// <summary>An image job from end to end: a real image on a web server, the result downloaded.</summary>
public abstract class ArtifactTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task Image_ResizedToWebp_IsThereToDownload()
    {
        var original = Picture(400, 200);
        await using var server = await RemoteServer.ServeAsync(original, "image/png");

        var job = await Api.RunAsync(
            $$$"""
            {"type": "image", "payload": {"image_url": "{{{server.Url}}}a.png", "operations": [{"type": "resize", "width": 100, "height": 100, "fit": "contain"}], "format": "webp"}}
            """);

        var id = job.GetProperty("id").GetString();
        var link = $"/api/jobs/{id}/artifacts/result.webp";
        var file = await DownloadAsync(link, "image/webp");
        Assert.Equal(
            $$$"""{"width":100,"height":50,"format":"webp","bytes":{{{file.Length}}},"artifact":"{{{link}}}","original":{"width":400,"height":200,"format":"png","bytes":{{{original.Length}}}}}""",
            job.GetProperty("result").GetRawText());
        using var image = Image.NewFromBuffer(file);
        Assert.Equal((100, 50), (image.Width, image.Height));
    }

    [Fact]
    public async Task Image_WithoutOperations_BecomesAThumbnail()
    {
        await using var server = await RemoteServer.ServeAsync(Picture(600, 300), "image/png");

        var job = await Api.RunAsync($$$"""{"type": "image", "payload": {"image_url": "{{{server.Url}}}"}}""");

        var result = job.GetProperty("result");
        Assert.Equal((256, 128, "png"), (result.GetProperty("width").GetInt32(), result.GetProperty("height").GetInt32(), result.GetProperty("format").GetString()));
        using var image = Image.NewFromBuffer(await DownloadAsync(result.GetProperty("artifact").GetString()!, "image/png"));
        Assert.Equal((256, 128), (image.Width, image.Height));
    }

    [Fact]
    public async Task Image_LargerThanAChunkOfTheStore_ComesBackWhole()
    {
        await using var server = await RemoteServer.ServeAsync(Noise(700), "image/png");

        var job = await Api.RunAsync(
            $$$"""{"type": "image", "payload": {"image_url": "{{{server.Url}}}", "operations": [{"type": "rotate", "degrees": 90}], "format": "png"}}""");

        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        var result = job.GetProperty("result");
        Assert.True(result.GetProperty("bytes").GetInt64() > 1024 * 1024, $"{result} is too small for this test.");
        using var image = Image.NewFromBuffer(await DownloadAsync(result.GetProperty("artifact").GetString()!, "image/png"));
        // Reading every pixel finds bytes that are missing or mixed up.
        Assert.InRange(image.Avg(), 100, 156);
    }

    [Theory]
    [InlineData("result.jpeg")]
    [InlineData("..%2Flog")]
    [InlineData(".hidden")]
    [InlineData("a%20b")]
    public async Task Download_UnknownName_Is404(string name)
    {
        var job = await Api.RunAsync("""{"type": "data", "payload": {"data": "x"}}""");

        using var response = await Api.GetAsync($"/api/jobs/{job.GetProperty("id")}/artifacts/{name}");

        await ProblemAssert.HasStatusAsync(404, response);
    }

    private static byte[] Picture(int width, int height)
    {
        using var image = (Image.Black(width, height, bands: 3) + new double[] { 200, 40, 90 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.PngsaveBuffer();
    }

    private static byte[] Noise(int side)
    {
        using var gray = Image.Gaussnoise(side, side, mean: 128, sigma: 40).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Bw);
        using var shifted = gray.Wrap(x: 17, y: 29);
        using var turned = gray.Rot180();
        using var image = gray.Bandjoin(shifted, turned).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.PngsaveBuffer();
    }

    private async Task<byte[]> DownloadAsync(string link, string contentType)
    {
        using var response = await Api.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        var content = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(content.Length, response.Content.Headers.ContentLength);
        return content;
    }
}
