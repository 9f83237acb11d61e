using FunctionsScheduler.Handlers.Images;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>Lets a host work on images with ImageSharp.</summary>
public static class ImageSharpRegistration
{
    /// <summary>Adds the engine <c>ImageSharp</c>: the host's default from then on, unless the setting <c>Images:Engine</c> names another.</summary>
    public static IServiceCollection AddImageSharp(this IServiceCollection services) => services.AddImageEngine<ImageSharpEngine>("ImageSharp");
}
