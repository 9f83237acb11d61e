using System.Collections;
using System.Globalization;

namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>
/// One step of a history; it holds nothing of the trial that takes it. Jobs, leases and keys are numbers, taken modulo how many there are by then, so any part of a history is a history.
/// </summary>
internal abstract record Step
{
    /// <summary>Whether stray index entries, left by a script cut short, may change what the store answers.</summary>
    public virtual bool MindsStrays => false;

    /// <summary>Takes the step on the store.</summary>
    /// <returns>What it answered, as text.</returns>
    public abstract Task<string> CallAsync(Trial trial);

    /// <summary>Takes the step on the model.</summary>
    /// <returns>What the store must answer.</returns>
    public abstract string Apply(Trial trial, ModelQueue model);

    /// <summary>The step as C# that makes it.</summary>
    public sealed override string ToString()
    {
        var values = GetType().GetConstructors().First(static c => c.GetParameters() is not [{ Name: "original" }]).GetParameters()
            .Select(parameter => Show(GetType().GetProperty(parameter.Name!)!.GetValue(this)));
        return $"new {GetType().Name}({string.Join(", ", values)})";
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum name => $"{name.GetType().Name}.{name}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Show))}]",
        _ => value.ToString()!,
    };
}
