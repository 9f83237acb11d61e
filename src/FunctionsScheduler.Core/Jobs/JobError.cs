namespace FunctionsScheduler.Jobs;

/// <summary>What went wrong in a job's last failed attempt.</summary>
/// <param name="Type">The kind of error, for programs: an exception's name, <c>Timeout</c> or <c>WorkerLost</c>.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="Attempt">Which attempt it ended, from 1; 0 when a lost worker left no word.</param>
/// <param name="At">When.</param>
public sealed record JobError(string Type, string Message, int Attempt, DateTimeOffset At)
{
    /// <summary>The type of the error of a job whose worker's lease ran out.</summary>
    public const string WorkerLost = "WorkerLost";

    /// <summary>The type of the error of an attempt that took too long.</summary>
    public const string Timeout = "Timeout";
}
