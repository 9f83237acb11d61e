using System.ComponentModel.DataAnnotations;
using FunctionsScheduler.Handlers.Payloads;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>One operation of a payload. Which fields it has depends on its type.</summary>
internal sealed record ImageOperation
{
    public string? Type { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public string? Fit { get; init; }

    public int? X { get; init; }

    public int? Y { get; init; }

    public int? Degrees { get; init; }

    public double? Sigma { get; init; }

    /// <summary>What is wrong with it.</summary>
    /// <param name="path">Where it is in the payload: <c>operations[0]</c>.</param>
    public IEnumerable<ValidationResult> Validate(string path) => Type is not null && EnumWords<OperationType>.Has(Type)
        ? OperationRules.Validate(this).Select(problem => new ValidationResult(problem.Message, [$"{path}.{problem.Field}"]))
        : [new ValidationResult($"must be one of: {EnumWords<OperationType>.Allowed}", [$"{path}.type"])];
}
