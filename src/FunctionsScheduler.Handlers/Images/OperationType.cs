using System.Text.Json.Serialization;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>What a payload can ask to be done to an image.</summary>
internal enum OperationType
{
    Resize,
    Crop,
    Rotate,

    [JsonStringEnumMemberName("auto-orient")]
    AutoOrient,
    Grayscale,
    Blur,
    Sharpen,
    Strip,
}
