using System.Collections.Concurrent;
using System.Globalization;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FunctionsScheduler.Processing;

/// <summary>
/// Works on queues: claims jobs for its free slots, runs their handlers, renews their leases and records how they ended. A slot is free
/// again the moment its handler returns, so a slow job never holds back others. Several queues take turns.
/// </summary>
internal sealed class JobPump : ILiveness
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    private readonly JobQueue _queue;
    private readonly JobExecutor _executor;
    private readonly IArtifactStore _artifacts;
    private readonly StoreRoom _room;
    private readonly JobOptions _options;
    private readonly WorkerOptions _worker;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly LeaseKeeper _leases;
    private readonly OutcomeWriter _outcomes;
    private readonly StoreRetry _claims;
    private readonly WorkSignal _signal = new();
    private readonly ConcurrentDictionary<RunningJob, bool> _running = new();
    private readonly QueueTurns _queues;
    private readonly LoopPulse _claimPulse;
    private readonly LoopPulse _watchPulse;
    private readonly RunawayHandlers _runaways;
    private int _busySlots;
    private int _unsettled;
    private volatile bool _claimsNoMore;
    private volatile bool _claiming;
    private volatile bool _stopping;

    public JobPump(
        JobQueue queue, JobExecutor executor, IArtifactStore artifacts, StoreRoom room, IConnectionMultiplexer redis, IOptions<JobOptions> options, WorkerOptions worker,
        TimeProvider clock, ILogger<JobPump> logger)
    {
        (_queue, _executor, _artifacts, _room, _options, _worker, _clock, _logger) = (queue, executor, artifacts, room, options.Value, worker, clock, logger);
        _leases = new LeaseKeeper(queue, _options.Lease, clock, logger);
        _outcomes = new OutcomeWriter(queue, Settled, clock, logger);
        _claims = new StoreRetry("claims", clock, logger);
        _queues = new QueueTurns(worker, _signal, CallOff, redis, clock, logger);
        _claimPulse = new LoopPulse("the loop that claims jobs", clock);
        _watchPulse = new LoopPulse("the loop that watches leases and time limits", clock);
        _runaways = new RunawayHandlers(_options.MaxConcurrentJobs, _options.Lease, clock);
    }

    /// <summary>How this process signs its claims.</summary>
    public string Worker { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");

    /// <summary>The queues it works on.</summary>
    public IReadOnlyList<QueueTurn> Queues => _queues.All;

    /// <summary>How many more jobs it could run now.</summary>
    public int FreeSlots => _options.MaxConcurrentJobs - Volatile.Read(ref _busySlots);

    /// <inheritdoc cref="IWorker.Running"/>
    public int Running => _running.Count;

    /// <summary>Whether it has been told to claim no more jobs.</summary>
    public bool IsDraining => _claimsNoMore;

    /// <inheritdoc/>
    public string? Standstill => _stopping ? null : _claimPulse.Standstill ?? _watchPulse.Standstill ?? _runaways.Standstill;

    /// <summary>Works until told to stop, then drains: running jobs go on for a while, what is not done by then is given back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _logger.PumpStarted(string.Join(", ", _worker.Queues), _options.MaxConcurrentJobs, Worker);
        using var finished = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopping = ending.Token;
        var writing = OrEndAsync(_outcomes.RunAsync(finished.Token));
        var keeping = OrEndAsync(EveryAsync(_options.Lease / 15, KeepAsync, finished.Token));
        var watching = OrEndAsync(EveryAsync(_options.Lease / 15, WatchAsync, finished.Token));
        var reporting = OrEndAsync(EveryAsync(ReportInterval, ReportAsync, finished.Token));
        await using var poll = _clock.CreateTimer(_ => _queues.WakeAll(), null, IdlePoll, IdlePoll);

        var subscribing = _queues.SubscribeAsync(stopping);
        while (!stopping.IsCancellationRequested)
        {
            _claimPulse.Beat();
            if (!await TakeTurnsAsync(stopping))
                await _signal.WaitAsync(stopping);
        }
        _stopping = true;
        await subscribing;
        await _queues.UnsubscribeAsync();
        await StopAsync();

        _outcomes.Complete();
        using (_clock.CreateTimer(_ => finished.Cancel(), null, _options.Lease, Timeout.InfiniteTimeSpan))
            await writing;
        await finished.CancelAsync();
        await Task.WhenAll(keeping, watching, reporting);

        // A pump that has lost one of its loops would go on claiming jobs that it cannot look after.
        async Task OrEndAsync(Task loop)
        {
            try
            {
                await loop;
            }
            catch
            {
                await ending.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>Lets jobs of a queue be claimed, at once if there are any.</summary>
    public void Open(QueueTurn turn)
    {
        turn.Open(_clock.GetTimestamp());
        _queues.Wake(turn);
    }

    /// <inheritdoc cref="IWorker.DrainAsync"/>
    public async Task<bool> DrainAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        _claimsNoMore = true;
        _logger.Draining(_running.Count, limit);
        var start = _clock.GetTimestamp();
        // A claim may be under way, whose jobs come yet.
        while (_claiming || !_running.IsEmpty)
        {
            if (cancellationToken.IsCancellationRequested || _clock.GetElapsedTime(start) >= limit)
                return false;
            await Task.Delay(DrainPoll, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return true;
    }

    /// <summary>Lets every queue that may have work claim for the free slots.</summary>
    /// <returns>Whether to look again at once.</returns>
    private async Task<bool> TakeTurnsAsync(CancellationToken stopping)
    {
        var more = false;
        foreach (var turn in _queues.Next())
        {
            var free = FreeSlots;
            // While the store is full no job is started; the idle poll looks again.
            if (free <= 0 || !_room.AllowsRuns)
                return false;
            if (!turn.MayHaveWork || !turn.IsOpen)
                continue;
            // In this order: whoever drains sets the one and then looks at the other.
            _claiming = true;
            if (_claimsNoMore)
            {
                _claiming = false;
                return false;
            }
            // From here on it is only ever set: a wake-up that comes in meanwhile must not be undone.
            turn.MayHaveWork = false;
            var claimed = await _claims.TryAsync(async () =>
            {
                var asked = _clock.GetTimestamp();
                var jobs = await _queue.ClaimAsync(turn.Name, free, _options.Lease, Worker);
                if (jobs.Count == free)
                    turn.MayHaveWork = true;
                foreach (var job in jobs)
                    Start(turn, job, asked);
            }, stopping);
            _claiming = false;
            if (!claimed)
                turn.MayHaveWork = true;
            more |= turn.MayHaveWork;
        }
        return more && FreeSlots > 0;
    }

    private void Start(QueueTurn turn, ClaimedJob claim, long leasedAt)
    {
        JobMetrics.Claimed(claim, _clock.GetUtcNow());
        turn.Began(leasedAt);
        var job = new RunningJob(claim, _executor.TimeoutOf(claim), _artifacts, _clock) { LeasedAt = leasedAt };
        _running[job] = true;
        Interlocked.Increment(ref _busySlots);
        Interlocked.Increment(ref _unsettled);
        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Pump.ExecuteAsync(state.Turn, state.Job), (Pump: this, Turn: turn, Job: job), preferLocal: false);
    }

    private async Task ExecuteAsync(QueueTurn turn, RunningJob job)
    {
        var outcome = await _executor.RunAsync(job);
        job.HasReturned = true;
        turn.Ended(_clock.GetTimestamp());
        JobMetrics.Ran(job.Claim, _clock.GetElapsedTime(job.StartedAt));
        var mine = job.TrySettle();
        Interlocked.Decrement(ref _busySlots);
        if (mine)
        {
            await SendReportAsync(job);
            if (outcome is { } ended)
                _outcomes.Write(job, ended);
            else
                Settled(job);
        }
        job.Dispose();
        Interlocked.Decrement(ref _unsettled);
        _signal.Ring();
    }

    private void CallOff(string id)
    {
        foreach (var job in _running.Keys.Where(job => job.Id.Value == id))
            job.Stop(StopReason.CalledOff);
    }

    private void Settled(RunningJob job) => _running.TryRemove(job, out _);

    private Task KeepAsync()
    {
        var due = _options.Lease / 3;
        return _leases.RenewAsync(_running.Keys.Where(job => _clock.GetElapsedTime(job.LeasedAt) >= due));
    }

    /// <summary>Looks after leases and time limits by the clock alone: a store that does not answer must not hold this up.</summary>
    private Task WatchAsync()
    {
        _watchPulse.Beat();
        _leases.LoseExpiring(_running.Keys);
        var runaways = _running.Keys.Where(_runaways.IsOne).ToList();
        _runaways.Look(runaways);
        foreach (var job in runaways.Where(static job => job.StopReason != StopReason.LeaseLost && job.TrySettle()))
        {
            _logger.TimeoutIgnored(job.Id.Value);
            _outcomes.Write(job, _executor.TimedOut(job));
        }
        return Task.CompletedTask;
    }

    private async Task ReportAsync()
    {
        foreach (var job in _running.Keys)
            await SendReportAsync(job);
    }

    private async Task SendReportAsync(RunningJob job)
    {
        if (!job.TryTakeReport(out var progress, out var lines))
            return;
        try
        {
            await _queue.ReportAsync(job.Lease, progress, lines);
        }
        catch (Exception e) when (e is StoreUnavailableException or RedisException)
        {
            // Progress is for watching; the job itself is what must not wait.
            _logger.ReportLost(job.Id.Value, e.Message);
        }
    }

    private async Task StopAsync()
    {
        _logger.Draining(_running.Count, _worker.DrainTimeout);
        await WaitForHandlersAsync(_worker.DrainTimeout);
        foreach (var job in _running.Keys)
            job.Stop(StopReason.Drain);
        await WaitForHandlersAsync(StopGrace);
        var givenBack = 0;
        foreach (var job in _running.Keys.Where(static job => job.TrySettle()))
        {
            _outcomes.Write(job, JobOutcome.GiveBack(job.Id, job.Claim.Token));
            givenBack++;
        }
        _logger.Drained(givenBack);
    }

    private async Task WaitForHandlersAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit, _clock);
        while (Volatile.Read(ref _unsettled) > 0 && !late.IsCancellationRequested)
            await _signal.WaitAsync(late.Token);
    }

    private async Task EveryAsync(TimeSpan interval, Func<Task> action, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                try
                {
                    await action();
                }
                catch (RedisException e)
                {
                    _logger.StoreRefused(e, action.Method.Name);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The pump has finished.
        }
    }
}
