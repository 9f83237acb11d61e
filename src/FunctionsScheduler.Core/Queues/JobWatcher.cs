using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FunctionsScheduler.Jobs;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>Waits for jobs to finish, and follows them until they do, by listening to their queue's events.</summary>
public sealed class JobWatcher(IConnectionMultiplexer redis, JobQueue queue, TimeProvider clock)
{
    // Events can be lost with a connection; a look every so often makes up for it.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    // Events tell of ends; how far a job is, a look tells.
    private static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(0.5);

    /// <summary>How long those who follow a job hear nothing at most: connections that are silent for longer are cut by much that lies between.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Task> _subscriptions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<TaskCompletionSource>> _waiters = new(StringComparer.Ordinal);

    /// <summary>Reads a job once it has finished, or as it stands when the time is up or the caller cancels; null when there is none of that id.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<Job?> WaitAsync(JobId id, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        await SubscribeAsync(id.Queue);
        while (true)
        {
            var news = Join(id.Value);
            try
            {
                var job = await queue.GetAsync(id);
                var left = limit - clock.GetElapsedTime(start);
                if (job is null || job.State.IsFinished() || left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
                    return job;
                await news.Task.WaitAsync(left < LookAgain ? left : LookAgain, clock, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                Leave(id.Value, news);
            }
        }
    }

    /// <summary>
    /// Reads a job at once, whenever it has changed, and every 15 seconds; up to its end, or until there is no such job or the caller cancels.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async IAsyncEnumerable<Job> FollowAsync(JobId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Job? told = null;
        var toldAt = 0L;
        while (!cancellationToken.IsCancellationRequested && await WaitAsync(id, told is null ? TimeSpan.Zero : FollowInterval, cancellationToken) is { } job)
        {
            if (told is null || Changing(job) != Changing(told) || clock.GetElapsedTime(toldAt) >= LongestSilence)
            {
                (told, toldAt) = (job, clock.GetTimestamp());
                yield return job;
            }
            if (job.State.IsFinished())
                yield break;
        }
    }

    /// <summary>What changes of a job in its life.</summary>
    private static (JobState State, int Attempt, double Progress, DateTimeOffset RunAt, JobError? Error) Changing(Job job) =>
        (job.State, job.Attempt, job.Progress, job.RunAt, job.Error);

    private async Task SubscribeAsync(string name)
    {
        try
        {
            await _subscriptions.GetOrAdd(name, SubscribeOnceAsync);
        }
        catch (StoreUnavailableException)
        {
            _subscriptions.TryRemove(name, out _);
            throw;
        }
    }

    private Task SubscribeOnceAsync(string name) =>
        StoreCall.TryAsync("subscribe", () => redis.GetSubscriber().SubscribeAsync(new QueueKeys(name).Events, (_, message) => Hear(message)));

    private void Hear(string? message)
    {
        foreach (var line in message.AsSpan().EnumerateLines())
        {
            var space = line.IndexOf(' ');
            if (space < 0 || line[..space] is not ("succeeded" or "failed" or "cancelled"))
                continue;
            TaskCompletionSource[] waiters;
            lock (_lock)
            {
                if (_waiters.Count == 0)
                    return;
                waiters = _waiters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(line[(space + 1)..], out var all) ? [.. all] : [];
            }
            // Those who wait go on right here, up to their next read of the store: a thread fewer to wake.
            foreach (var waiter in waiters)
                waiter.TrySetResult();
        }
    }

    private TaskCompletionSource Join(string id)
    {
        var waiter = new TaskCompletionSource();
        lock (_lock)
        {
            if (!_waiters.TryGetValue(id, out var waiters))
                _waiters.Add(id, waiters = []);
            waiters.Add(waiter);
        }
        return waiter;
    }

    private void Leave(string id, TaskCompletionSource waiter)
    {
        lock (_lock)
        {
            if (_waiters.TryGetValue(id, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
                _waiters.Remove(id);
        }
    }
}
