using FunctionsScheduler.Queues;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FunctionsScheduler.Diagnostics;

/// <summary>Keeps a loop going while the store is away: says so once, waits a little longer each time, and says when it is back.</summary>
/// <param name="loop">The loop's name, for the log and the metric.</param>
internal sealed class StoreRetry(string loop, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    private TimeSpan _delay;

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
                logger.StoreUnavailable(loop, e.Message);
            await WaitAsync(cancellationToken);
            return false;
        }
        catch (RedisException e)
        {
            logger.StoreRefused(e, loop);
            await WaitAsync(cancellationToken);
            return false;
        }
        if (_delay != TimeSpan.Zero)
            logger.StoreBack(loop);
        _delay = TimeSpan.Zero;
        return true;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        JobMetrics.StoreUnavailable(loop);
        _delay = _delay == TimeSpan.Zero ? FirstDelay : TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, MaxDelay.Ticks));
        await Task.Delay(_delay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
