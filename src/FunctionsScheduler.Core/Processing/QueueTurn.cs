namespace FunctionsScheduler.Processing;

/// <summary>A queue the pump works on.</summary>
/// <param name="name">The queue.</param>
internal sealed class QueueTurn(string name)
{
    private volatile bool _mayHaveWork = true;

    public string Name { get; } = name;

    /// <summary>Whether a claim is worth a try: since the last one that came back short there has been a wake-up.</summary>
    public bool MayHaveWork
    {
        get => _mayHaveWork;
        set => _mayHaveWork = value;
    }
}
