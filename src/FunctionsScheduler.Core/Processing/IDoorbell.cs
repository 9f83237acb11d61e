namespace FunctionsScheduler.Processing;

/// <summary>
/// The worker of a host in which something else, such as a list trigger, tells when there is work. What it tells is no more than that: the
/// ring of a doorbell. Which jobs there are, the worker finds out by itself.
/// </summary>
public interface IDoorbell
{
    /// <summary>Works on a queue until it has been idle for a while, or for some minutes at most; the trigger then listens again.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Ends the answer early. Jobs that run go on.</param>
    /// <exception cref="ArgumentException">This process does not work on that queue.</exception>
    Task AnswerAsync(string queue, CancellationToken cancellationToken);
}
