namespace FunctionsScheduler.Jobs;

/// <summary>A submission is refused for what it says.</summary>
/// <param name="errors">What is wrong, field by field; at least one.</param>
public sealed class InvalidJobException(IReadOnlyList<FieldError> errors)
    : Exception(string.Join("; ", errors.Select(static error => $"{error.Field}: {error.Message}")))
{
    /// <summary>What is wrong, field by field.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
