namespace FunctionsScheduler.Queues;

/// <summary>What is in a queue.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Paused">Whether its jobs are held back.</param>
/// <param name="Ready">Tickets: what autoscalers count. As many as <paramref name="Waiting"/>, give or take a moment.</param>
/// <param name="Waiting">Jobs ready to run.</param>
/// <param name="Delayed">Jobs due later: scheduled, or waiting for another attempt.</param>
/// <param name="Running">Jobs claimed by workers.</param>
/// <param name="Succeeded">Succeeded jobs still kept.</param>
/// <param name="Dead">Dead letters: failed jobs still kept.</param>
/// <param name="Cancelled">Cancelled jobs still kept.</param>
/// <param name="OldestAgeSeconds">How long the longest waiting job has been ready, in seconds; 0 when none waits.</param>
public sealed record QueueStats(
    string Name,
    bool Paused,
    long Ready,
    long Waiting,
    long Delayed,
    long Running,
    long Succeeded,
    long Dead,
    long Cancelled,
    double OldestAgeSeconds);
