using System.Threading.Channels;

namespace FunctionsScheduler.Processing;

/// <summary>Wakes the pump: any number of rings before it looks are one.</summary>
internal sealed class WorkSignal
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = true });

    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Waits for a ring; returns at once, without an exception, when cancelled.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _rings.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The pump looks at its token itself.
        }
    }
}
