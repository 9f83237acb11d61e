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
        services.AddImageEngine<VipsImageEngine>(ImageOptions.DefaultEngine);
        services.AddSingleton(Chosen);
        services.AddSingleton<ImagePlanner>();
        services.AddSingleton<ImageThreads>();
    }

    private static IImageEngine Chosen(IServiceProvider services)
    {
        var engine = services.GetRequiredService<IOptions<ImageOptions>>().Value.Engine;
        return services.GetRequiredKeyedService<IImageEngine>(services.GetServices<ImageEngineName>().First(name => name.Is(engine)).Value);
    }
}
