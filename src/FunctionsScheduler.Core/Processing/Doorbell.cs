using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Processing;

/// <summary>
/// Lets the pump work while a doorbell is answered. A doorbell can break: the polling loop of a list trigger ends for good at its first Redis
/// error. So when tickets lie there, slots are free and nobody rings, the pump works all the same, until somebody rings again.
/// </summary>
internal sealed class Doorbell(JobPump pump, JobQueue queue, TimeProvider clock, ILogger<Doorbell> logger) : BackgroundService, IDoorbell, ILiveness
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Bell> _bells = pump.Queues.ToDictionary(static turn => turn.Name, static turn => new Bell(turn), StringComparer.Ordinal);
    private readonly StoreRetry _store = new("doorbell", clock, logger);
    private readonly LoopPulse _pulse = new("the loop that looks whether triggers fire", clock);
    private readonly CancellationTokenSource _stopping = new();

    /// <inheritdoc/>
    public string? Standstill => _stopping.IsCancellationRequested ? null : _pulse.Standstill;

    public async Task AnswerAsync(string queue, CancellationToken cancellationToken)
    {
        if (!_bells.TryGetValue(queue, out var bell))
            throw new ArgumentException($"This process does not work on the queue '{queue}'; it works on: {string.Join(", ", _bells.Keys)}.", nameof(queue));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var start = clock.GetTimestamp();
        pump.Open(bell.Turn);
        // Only now: the queue must not be closed for a moment.
        if (bell.TryTrust())
        {
            bell.Turn.Close();
            JobMetrics.DoorbellSilent(queue, -1);
            logger.DoorbellRings(queue);
        }
        try
        {
            while (!over.IsCancellationRequested && TimeToWait(bell.Turn, clock.GetElapsedTime(start)) is { } wait)
                await Task.Delay(wait, clock, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            bell.Turn.Close();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            _pulse.Beat();
            await _store.TryAsync(LookAsync, stoppingToken);
            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How long until an answer can end; null when it can now.</summary>
    private TimeSpan? TimeToWait(QueueTurn turn, TimeSpan answered)
    {
        // A trigger that is not answered pops no more tickets, which are for workers that do not drain.
        if (pump.IsDraining)
            return Look;
        if (answered >= WorkerOptions.LongestAnswer)
            return null;
        if (turn.IsBusy)
            return Look;
        var left = WorkerOptions.Linger - clock.GetElapsedTime(turn.WorkedAt);
        return left <= TimeSpan.Zero ? null : left < ShortestWait ? ShortestWait : left;
    }

    private async Task LookAsync()
    {
        foreach (var bell in _bells.Values)
        {
            var isSilent = !bell.Turn.IsOpen && !pump.IsDraining && pump.FreeSlots > 0 && (await queue.StatsAsync(bell.Turn.Name)).Ready > 0;
            if (!bell.IsDistrusted(isSilent, clock))
                continue;
            pump.Open(bell.Turn);
            JobMetrics.DoorbellSilent(bell.Turn.Name, 1);
            logger.DoorbellSilent(bell.Turn.Name);
        }
    }

    private sealed class Bell(QueueTurn turn)
    {
        private readonly Lock _lock = new();
        private long? _silentSince;
        private bool _distrusted;

        public QueueTurn Turn => turn;

        /// <summary>Notes whether it should ring and does not.</summary>
        /// <returns>Whether it has become clear that it will not.</returns>
        public bool IsDistrusted(bool isSilent, TimeProvider clock)
        {
            lock (_lock)
            {
                _silentSince = isSilent ? _silentSince ?? clock.GetTimestamp() : null;
                if (_distrusted || _silentSince is not { } since || clock.GetElapsedTime(since) < WorkerOptions.Patience)
                    return false;
                return _distrusted = true;
            }
        }

        /// <summary>Notes that it rang.</summary>
        /// <returns>Whether it had been taken for broken.</returns>
        public bool TryTrust()
        {
            lock (_lock)
            {
                _silentSince = null;
                var was = _distrusted;
                _distrusted = false;
                return was;
            }
        }
    }
}
