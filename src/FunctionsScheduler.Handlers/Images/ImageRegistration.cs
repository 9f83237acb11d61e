using FunctionsScheduler.Handlers.Images.Vips;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsScheduler.Handlers.Images;

internal static class ImageRegistration
{
    /// <summary>Adds what the <c>image</c> job needs. An engine that was added before stays in place of libvips.</summary>
    public static void AddImages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ImageOptions>(configuration, ImageOptions.Section);
        services.TryAddSingleton<IImageEngine, VipsImageEngine>();
        services.AddSingleton<ImagePlanner>();
        services.AddSingleton<ImageThreads>();
    }
}
