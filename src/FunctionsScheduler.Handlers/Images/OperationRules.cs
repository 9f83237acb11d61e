using FunctionsScheduler.Handlers.Payloads;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>Which fields each operation has, and what they may hold.</summary>
internal static class OperationRules
{
    private const double MinSigma = 0.3;
    private const double MaxBlur = 100;
    private const double MaxSharpen = 10;

    /// <summary>What is wrong with an operation of a known type.</summary>
    public static IEnumerable<(string Field, string Message)> Validate(ImageOperation operation)
    {
        var type = EnumWords<OperationType>.Parse(operation.Type);
        return Foreign(operation, FieldsOf(type)).Concat(type switch
        {
            OperationType.Resize => Resize(operation),
            OperationType.Crop => Crop(operation),
            OperationType.Rotate => Rotate(operation),
            OperationType.Blur => Sigma(operation, MaxBlur, required: true),
            OperationType.Sharpen => Sigma(operation, MaxSharpen, required: false),
            _ => [],
        });
    }

    private static string[] FieldsOf(OperationType? type) => type switch
    {
        OperationType.Resize => ["width", "height", "fit"],
        OperationType.Crop => ["x", "y", "width", "height"],
        OperationType.Rotate => ["degrees"],
        OperationType.Blur or OperationType.Sharpen => ["sigma"],
        _ => [],
    };

    private static IEnumerable<(string Field, string Message)> Foreign(ImageOperation operation, string[] own)
    {
        (string Field, bool Given)[] fields =
        [
            ("width", operation.Width is not null), ("height", operation.Height is not null), ("fit", operation.Fit is not null),
            ("x", operation.X is not null), ("y", operation.Y is not null), ("degrees", operation.Degrees is not null),
            ("sigma", operation.Sigma is not null),
        ];
        var allowed = own.Length == 0 ? "no fields" : string.Join(", ", own);
        return fields.Where(field => field.Given && !own.Contains(field.Field))
            .Select(field => (field.Field, $"does not belong to '{operation.Type}', which takes {allowed}"));
    }

    private static IEnumerable<(string Field, string Message)> Resize(ImageOperation operation)
    {
        if (operation.Fit is not null && !EnumWords<ImageFit>.Has(operation.Fit))
        {
            yield return ("fit", $"must be one of: {EnumWords<ImageFit>.Allowed}");
        }
        else if (EnumWords<ImageFit>.Parse(operation.Fit) is ImageFit.Cover or ImageFit.Fill && (operation.Width is null || operation.Height is null))
        {
            var missing = operation.Width is null ? "width" : "height";
            yield return (missing, $"is missing: fit '{operation.Fit}' needs both 'width' and 'height'");
        }
        else if (operation.Width is null && operation.Height is null)
        {
            yield return ("width", "is missing: a resize needs 'width', 'height' or both");
        }
        if (operation.Width is { } width && !IsSide(width))
            yield return ("width", SideMessage);
        if (operation.Height is { } height && !IsSide(height))
            yield return ("height", SideMessage);
    }

    private static IEnumerable<(string Field, string Message)> Crop(ImageOperation operation)
    {
        if (operation.X is null or < 0)
            yield return ("x", "must be a number of pixels from 0 up: what is cut off on the left");
        if (operation.Y is null or < 0)
            yield return ("y", "must be a number of pixels from 0 up: what is cut off at the top");
        if (operation.Width is not { } width || !IsSide(width))
            yield return ("width", SideMessage);
        if (operation.Height is not { } height || !IsSide(height))
            yield return ("height", SideMessage);
    }

    private static IEnumerable<(string Field, string Message)> Rotate(ImageOperation operation)
    {
        if (operation.Degrees is not { } degrees || degrees % 90 != 0)
            yield return ("degrees", "must be a multiple of 90; the image turns clockwise");
    }

    private static IEnumerable<(string Field, string Message)> Sigma(ImageOperation operation, double max, bool required)
    {
        if (operation.Sigma is { } sigma ? sigma < MinSigma || sigma > max : required)
            yield return ("sigma", FormattableString.Invariant($"must be a number of pixels from {MinSigma} to {max}"));
    }

    private static string SideMessage => $"must be a number of pixels from 1 to {ImageOptions.LargestSide}";

    private static bool IsSide(int pixels) => pixels is >= 1 and <= ImageOptions.LargestSide;
}
