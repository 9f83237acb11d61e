using FunctionsScheduler.Handlers.Tests.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Tests;

public sealed class BuiltInJobsTests
{
    [Theory]
    [InlineData("data")]
    [InlineData("image")]
    [InlineData("http")]
    public void AddBuiltInJobs_EachType_HasTheQueueOfItsName(string name)
    {
        using var host = JobHost.Guarded();

        Assert.True(host.Catalog.TryGet(name, out var type));
        Assert.Equal(name, type.Queue);
    }

    [Theory]
    [InlineData("Outbound:MaxBytes", "0", "Outbound:MaxBytes must be a number of bytes from 1 up, not 0.")]
    [InlineData("Outbound:MaxRedirects", "21", "Outbound:MaxRedirects must be from 0 to 20, not 21.")]
    [InlineData("Outbound:ConnectTimeout", "00:10:00", "Outbound:ConnectTimeout must be from above 00:00:00 to 00:05:00, not 00:10:00.")]
    [InlineData("Outbound:AllowedNetworks:0", "ten", "Outbound:AllowedNetworks must hold networks such as 10.1.0.0/16, not 'ten'.")]
    [InlineData("Data:MaxTextBytes", "-1", "Data:MaxTextBytes must be from 1 to 67108864 bytes, not -1.")]
    [InlineData("Http:MaxBodyBytes", "-1", "Http:MaxBodyBytes must be from 0 to 16777216 bytes, not -1.")]
    [InlineData("Images:Engine", "ImageSharp", "Images:Engine must be one of the engines of this host: NetVips, not 'ImageSharp'.")]
    [InlineData("Images:Engine", "", "Images:Engine must be one of the engines of this host: NetVips, not ''.")]
    [InlineData("Images:MaxPixels", "0", "Images:MaxPixels must be from 1 to 1000000000 pixels, not 0.")]
    [InlineData("Images:MaxBytes", "0", "Images:MaxBytes must be from 1 to 1073741824 bytes, not 0.")]
    [InlineData("Images:MaxSide", "20000", "Images:MaxSide must be from 1 to 16383 pixels, not 20000.")]
    [InlineData("Images:MaxConcurrent", "0", "Images:MaxConcurrent must be 1 or more, not 0.")]
    public void AddBuiltInJobs_SettingOutOfRange_StopsTheStartAndNamesIt(string setting, string value, string message)
    {
        using var host = JobHost.Guarded((setting, value));

        var error = Assert.Throws<OptionsValidationException>(host.Services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(message, error.Message);
    }
}
