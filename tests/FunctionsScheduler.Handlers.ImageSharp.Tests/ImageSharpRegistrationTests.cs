using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.Images.Vips;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.ImageSharp.Tests;

public sealed class ImageSharpRegistrationTests
{
    [Theory]
    [InlineData("ImageSharp", typeof(ImageSharpEngine))]
    [InlineData("NetVips", typeof(VipsImageEngine))]
    [InlineData(null, typeof(ImageSharpEngine))]
    public void AddImageSharp_Setting_ChoosesTheEngine(string? setting, Type expected)
    {
        using var services = Services(setting);

        Assert.IsType(expected, services.GetRequiredService<IImageEngine>());
    }

    [Fact]
    public void AddImageSharp_UnknownEngine_StopsTheStartAndNamesBoth()
    {
        using var services = Services("Gimp");

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal("Images:Engine must be one of the engines of this host: ImageSharp, NetVips, not 'Gimp'.", error.Message);
    }

    private static ServiceProvider Services(string? engine)
    {
        KeyValuePair<string, string?>[] settings = engine is null ? [] : [KeyValuePair.Create("Images:Engine", (string?)engine)];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddBuiltInJobs(configuration).AddImageSharp().BuildServiceProvider();
    }
}
