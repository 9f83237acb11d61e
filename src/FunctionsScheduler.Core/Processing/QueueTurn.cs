namespace FunctionsScheduler.Processing;

/// <summary>A queue the pump works on.</summary>
/// <param name="name">The queue.</param>
/// <param name="isOpen">Whether jobs may be claimed without anybody's opening it.</param>
internal sealed class QueueTurn(string name, bool isOpen)
{
    private volatile bool _mayHaveWork = true;
    private int _openers = isOpen ? 1 : 0;
    private int _running;
    private long _workedAt;

    public string Name { get; } = name;

    /// <summary>Whether a claim is worth a try: since the last one that came back short there has been a wake-up.</summary>
    public bool MayHaveWork
    {
        get => _mayHaveWork;
        set => _mayHaveWork = value;
    }

    /// <summary>Whether jobs may be claimed.</summary>
    public bool IsOpen => Volatile.Read(ref _openers) > 0;

    /// <summary>Whether jobs of it run here.</summary>
    public bool IsBusy => Volatile.Read(ref _running) > 0;

    /// <summary>Timestamp of the clock when a job of it last began or ended here, or when it was opened.</summary>
    public long WorkedAt => Volatile.Read(ref _workedAt);

    /// <summary>Lets jobs be claimed, until it has been closed as often as it was opened.</summary>
    public void Open(long timestamp)
    {
        Volatile.Write(ref _workedAt, timestamp);
        Interlocked.Increment(ref _openers);
    }

    public void Close() => Interlocked.Decrement(ref _openers);

    public void Began(long timestamp)
    {
        Interlocked.Increment(ref _running);
        Volatile.Write(ref _workedAt, timestamp);
    }

    public void Ended(long timestamp)
    {
        Volatile.Write(ref _workedAt, timestamp);
        Interlocked.Decrement(ref _running);
    }
}
