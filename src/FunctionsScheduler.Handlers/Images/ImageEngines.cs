using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>The image engines that a host can work with.</summary>
public static class ImageEngines
{
    /// <summary>Adds an engine, which the setting <c>Images:Engine</c> chooses by its name. Without the setting the one added last is taken.</summary>
    public static IServiceCollection AddImageEngine<TEngine>(this IServiceCollection services, string name)
        where TEngine : class, IImageEngine
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.AddSingleton(new ImageEngineName(name));
        return services.AddKeyedSingleton<IImageEngine, TEngine>(name);
    }
}
