using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>Stops the start when the engine asked for is none of this host's.</summary>
internal sealed class ImageEngineCheck(IEnumerable<ImageEngineName> engines) : IValidateOptions<ImageOptions>
{
    public ValidateOptionsResult Validate(string? name, ImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Engine is null || engines.Any(engine => engine.Is(options.Engine)))
            return ValidateOptionsResult.Success;
        var allowed = string.Join(", ", engines.Select(static engine => engine.Value).Order(StringComparer.Ordinal));
        return ValidateOptionsResult.Fail($"Images:Engine must be one of the engines of this host: {allowed}, not '{options.Engine}'.");
    }
}
