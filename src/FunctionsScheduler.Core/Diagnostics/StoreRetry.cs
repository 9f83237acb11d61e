using FunctionsScheduler.Queues;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FunctionsScheduler.Diagnostics;

/// <summary>Keeps a loop going while the store is away: says so once, waits a little longer each time, and says when it is back.</summary>
internal sealed class StoreRetry
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    private readonly string _loop;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private TimeSpan _delay;

    /// <summary>Prepares a loop.</summary>
    /// <param name="loop">Its name, for the log and the metric.</param>
    public StoreRetry(string loop, TimeProvider clock, ILogger logger)
    {
        (_loop, _clock, _logger) = (loop, clock, logger);
        JobMetrics.Begin(loop);
    }

    /// <summary>Does something with the store.</summary>
    /// <returns>False when the store did not do it, after a wait; the caller tries again.</returns>
    public async Task<bool> TryAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
        }
        catch (StoreUnavailableException e)
        {
            if (_delay == TimeSpan.Zero)
                _logger.StoreUnavailable(_loop, e.Message);
            await WaitAsync(cancellationToken);
            return false;
        }
        catch (RedisException e)
        {
            _logger.StoreRefused(e, _loop);
            await WaitAsync(cancellationToken);
            return false;
        }
        if (_delay != TimeSpan.Zero)
            _logger.StoreBack(_loop);
        _delay = TimeSpan.Zero;
        return true;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        JobMetrics.StoreUnavailable(_loop);
        _delay = _delay == TimeSpan.Zero ? FirstDelay : TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, MaxDelay.Ticks));
        await Task.Delay(_delay, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
