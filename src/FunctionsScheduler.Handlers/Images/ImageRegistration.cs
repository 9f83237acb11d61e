using FunctionsScheduler.Handlers.Images.Vips;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Images;

internal static class ImageRegistration
{
    /// <summary>Adds what the <c>image</c> job needs, with libvips as one of the engines to choose from.</summary>
    public static void AddImages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ImageOptions>(configuration, ImageOptions.Section);
        services.AddSingleton<IValidateOptions<ImageOptions>, ImageEngineCheck>();
        services.AddImageEngine<VipsImageEngine>("NetVips");
        services.AddSingleton(Chosen);
        services.AddSingleton<ImagePlanner>();
        services.AddSingleton<ImageThreads>();
    }

    private static IImageEngine Chosen(IServiceProvider services)
    {
        var chosen = services.GetRequiredService<IOptions<ImageOptions>>().Value.Engine;
        var names = services.GetServices<ImageEngineName>();
        return services.GetRequiredKeyedService<IImageEngine>(names.Last(name => chosen is null || name.Is(chosen)).Value);
    }
}
