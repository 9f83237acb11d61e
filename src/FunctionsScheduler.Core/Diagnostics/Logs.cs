using System.Net;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Diagnostics;

/// <summary>Everything the engine logs.</summary>
internal static partial class Logs
{
    [LoggerMessage(100, LogLevel.Information, "Working on {Queues} with {Slots} slots as {Worker}.")]
    public static partial void PumpStarted(this ILogger logger, string queues, int slots, string worker);

    [LoggerMessage(101, LogLevel.Information, "Draining: {Running} jobs run on for up to {Timeout}.")]
    public static partial void Draining(this ILogger logger, int running, TimeSpan timeout);

    [LoggerMessage(102, LogLevel.Information, "Drained; {GivenBack} jobs given back.")]
    public static partial void Drained(this ILogger logger, int givenBack);

    [LoggerMessage(103, LogLevel.Warning, "Jobs wait in queue {Queue}, slots are free, and its trigger does not fire; working without it.")]
    public static partial void DoorbellSilent(this ILogger logger, string queue);

    [LoggerMessage(104, LogLevel.Information, "The trigger of queue {Queue} fires again.")]
    public static partial void DoorbellRings(this ILogger logger, string queue);

    [LoggerMessage(110, LogLevel.Warning, "Job {Id} failed in attempt {Attempt} of {MaxAttempts}; again in {Delay}. {Type}: {Error}")]
    public static partial void AttemptFailed(this ILogger logger, string id, int attempt, int maxAttempts, TimeSpan delay, string type, string error);

    [LoggerMessage(111, LogLevel.Error, "Job {Id} failed for good in attempt {Attempt} of {MaxAttempts}. {Type}: {Error}")]
    public static partial void JobFailed(this ILogger logger, string id, int attempt, int maxAttempts, string type, string error);

    [LoggerMessage(112, LogLevel.Warning, "The lease of job {Id} is lost; its handler is told to stop.")]
    public static partial void LeaseLost(this ILogger logger, string id);

    [LoggerMessage(113, LogLevel.Warning, "The outcome of job {Id} came too late: the job is no longer this worker's.")]
    public static partial void OutcomeRefused(this ILogger logger, string id);

    [LoggerMessage(114, LogLevel.Error, "Job {Id} did not heed its timeout; its slot stays taken until its handler returns.")]
    public static partial void TimeoutIgnored(this ILogger logger, string id);

    [LoggerMessage(115, LogLevel.Debug, "Progress or log lines of job {Id} are lost: {Error}")]
    public static partial void ReportLost(this ILogger logger, string id, string error);

    [LoggerMessage(120, LogLevel.Warning, "Job {Id}: its worker is gone; now {State}.")]
    public static partial void JobReaped(this ILogger logger, string id, string state);

    [LoggerMessage(121, LogLevel.Information, "Added {Count} tickets that queue {Queue} was missing.")]
    public static partial void TicketsAdded(this ILogger logger, int count, string queue);

    [LoggerMessage(130, LogLevel.Warning, "{Loop}: the store is unavailable, trying on. {Error}")]
    public static partial void StoreUnavailable(this ILogger logger, string loop, string error);

    [LoggerMessage(131, LogLevel.Information, "{Loop}: the store is back.")]
    public static partial void StoreBack(this ILogger logger, string loop);

    [LoggerMessage(132, LogLevel.Error, "{Loop}: the store refused a command.")]
    public static partial void StoreRefused(this ILogger logger, Exception exception, string loop);

    [LoggerMessage(140, LogLevel.Warning, "The store is nearly full: {Expected:P0} of its memory with what the jobs in it will still take. From {Mark:P0} on no jobs are accepted (Limits:StoreFullPercent).")]
    public static partial void StoreFull(this ILogger logger, double mark, double expected);

    [LoggerMessage(141, LogLevel.Information, "The store has room again ({Expected:P0}); jobs are accepted.")]
    public static partial void StoreHasRoom(this ILogger logger, double expected);

    [LoggerMessage(150, LogLevel.Warning, "Redis at {Endpoint} has a maxmemory ({Bytes} bytes) and the maxmemory-policy {Policy}: when it is full it drops jobs without a word. Set maxmemory-policy to noeviction.")]
    public static partial void StoreEvicts(this ILogger logger, EndPoint endpoint, string bytes, string policy);

    [LoggerMessage(151, LogLevel.Warning, "Redis at {Endpoint} keeps no append-only file: when it restarts, the jobs since its last snapshot are lost, or all of them. Set appendonly to yes.")]
    public static partial void StoreForgets(this ILogger logger, EndPoint endpoint);

    [LoggerMessage(152, LogLevel.Error, "Redis:WaitForAof is set, but Redis at {Endpoint} is version {Version} and can wait for its append-only file only from {Needed} on: submissions are answered with 503.")]
    public static partial void StoreCannotWait(this ILogger logger, EndPoint endpoint, Version version, Version needed);
}
