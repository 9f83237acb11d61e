using FunctionsScheduler.Processing;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsScheduler.Functions.Queues;

/// <summary>
/// A function for each queue, run when a ticket is popped from its list. A ticket is a doorbell: it tells that there is work, not which, and one
/// that is lost costs nothing. What is tried again here is the answer to the doorbell, when the store is away; jobs have retries of their own.
/// </summary>
/// <param name="doorbell">Works on the queue.</param>
public sealed class QueueFunctions(IDoorbell doorbell)
{
    private const string Connection = "Redis";
    private const int PollingIntervalInMs = 100;
    private const int MaxBatchSize = 1;
    private const int Retries = 5;
    private const string FirstRetryAfter = "00:00:01";
    private const string RetryAtMostAfter = "00:00:30";

    private const string Data = "data";
    private const string Image = "image";
    private const string Http = "http";

    /// <summary>The queue of each function.</summary>
    public static IReadOnlyDictionary<string, string> Queues { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ProcessDataJobs)] = Data,
        [nameof(ProcessImageJobs)] = Image,
        [nameof(ProcessHttpJobs)] = Http,
    };

    /// <summary>Works on the queue <c>data</c>.</summary>
    [Function(nameof(ProcessDataJobs))]
    [ExponentialBackoffRetry(Retries, FirstRetryAfter, RetryAtMostAfter)]
    public Task ProcessDataJobs(
        [RedisListTrigger(Connection, $"fs:{{{Data}}}:ready", PollingIntervalInMs, MaxBatchSize)] string ticket, CancellationToken cancellationToken) =>
        doorbell.AnswerAsync(Data, cancellationToken);

    /// <summary>Works on the queue <c>image</c>.</summary>
    [Function(nameof(ProcessImageJobs))]
    [ExponentialBackoffRetry(Retries, FirstRetryAfter, RetryAtMostAfter)]
    public Task ProcessImageJobs(
        [RedisListTrigger(Connection, $"fs:{{{Image}}}:ready", PollingIntervalInMs, MaxBatchSize)] string ticket, CancellationToken cancellationToken) =>
        doorbell.AnswerAsync(Image, cancellationToken);

    /// <summary>Works on the queue <c>http</c>.</summary>
    [Function(nameof(ProcessHttpJobs))]
    [ExponentialBackoffRetry(Retries, FirstRetryAfter, RetryAtMostAfter)]
    public Task ProcessHttpJobs(
        [RedisListTrigger(Connection, $"fs:{{{Http}}}:ready", PollingIntervalInMs, MaxBatchSize)] string ticket, CancellationToken cancellationToken) =>
        doorbell.AnswerAsync(Http, cancellationToken);
}
