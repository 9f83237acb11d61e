using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.Images.Vips;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Tests.Images;

public sealed class ImageEnginesTests
{
    [Theory]
    [InlineData("Other", typeof(OtherEngine))]
    [InlineData("other", typeof(OtherEngine))]
    [InlineData("NetVips", typeof(VipsImageEngine))]
    [InlineData(null, typeof(VipsImageEngine))]
    public void AddImageEngine_Setting_ChoosesByName(string? setting, Type expected)
    {
        using var services = Services(setting);

        Assert.IsType(expected, services.GetRequiredService<IImageEngine>());
    }

    [Fact]
    public void AddImageEngine_UnknownName_StopsTheStartAndListsTheEngines()
    {
        using var services = Services("Gimp");

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal("Images:Engine must be one of the engines of this host: NetVips, Other, not 'Gimp'.", error.Message);
    }

    private static ServiceProvider Services(string? engine)
    {
        KeyValuePair<string, string?>[] settings = engine is null ? [] : [KeyValuePair.Create("Images:Engine", (string?)engine)];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddImageEngine<OtherEngine>("Other").AddBuiltInJobs(configuration).BuildServiceProvider();
    }

    private sealed class OtherEngine : IImageEngine
    {
        public ImageDescription Describe(ImageSource source) => throw new NotSupportedException();

        public byte[] Render(ImageSource source, IReadOnlyList<ImageStep> steps, ImageEncoding encoding, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
