namespace FunctionsScheduler.Chaos.Load;

/// <summary>A number of jobs that can only end when all of them run at the same time.</summary>
/// <param name="expected">How many.</param>
internal sealed class RollCall(int expected)
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _present;

    public int Expected => expected;

    /// <summary>How many run now.</summary>
    public int Present => Volatile.Read(ref _present);

    public Task Complete => _complete.Task;

    /// <summary>Reports a job present, and waits for the others.</summary>
    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _present) == expected)
            _complete.TrySetResult();
        try
        {
            await _complete.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _present);
            throw;
        }
    }

    /// <summary>Lets everybody go, complete or not.</summary>
    public void Dismiss() => _complete.TrySetResult();
}
