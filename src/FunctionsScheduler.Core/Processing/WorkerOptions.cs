namespace FunctionsScheduler.Processing;

/// <summary>How a host lets its worker work; not for users to set.</summary>
/// <param name="Queues">The queues it works on.</param>
/// <param name="AwaitsDoorbell">Whether it claims only while a doorbell is answered.</param>
/// <param name="DrainTimeout">How long running jobs may go on when the process is told to stop.</param>
internal sealed record WorkerOptions(IReadOnlyList<string> Queues, bool AwaitsDoorbell, TimeSpan DrainTimeout)
{
    /// <summary>How long a queue must have been idle for an answer to end.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer takes at most.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(5);

    /// <summary>How long tickets may lie there, with free slots, before the doorbell is taken for broken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
}
