namespace FunctionsScheduler.Handlers.Images;

/// <summary>An engine that was added.</summary>
/// <param name="Value">Its name in the setting <c>Images:Engine</c>.</param>
internal sealed record ImageEngineName(string Value)
{
    public bool Is(string name) => Value.Equals(name, StringComparison.OrdinalIgnoreCase);
}
