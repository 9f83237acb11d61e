namespace FunctionsScheduler.Queues;

/// <summary>
/// Sends items in batches: the first goes at once, and while it is under way others gather and go together next. So a lone caller waits for
/// nobody, and many callers at a time share a round trip.
/// </summary>
/// <typeparam name="TItem">What is sent.</typeparam>
/// <typeparam name="TReceipt">What is answered to a batch, and so to each item of it.</typeparam>
/// <param name="send">Sends a batch; what it throws, every caller of the batch gets.</param>
/// <param name="maxBatch">The most items of a batch.</param>
internal sealed class Coalescer<TItem, TReceipt>(Func<IReadOnlyCollection<TItem>, Task<TReceipt>> send, int maxBatch)
{
    private readonly Lock _lock = new();
    private readonly Queue<Batch> _waiting = new();
    private Batch? _open;
    private bool _sending;

    /// <summary>Sends an item, alone or with others.</summary>
    public async Task<TReceipt> SendAsync(TItem item)
    {
        if (Join(item) is { } batch)
            return await batch.Receipt.Task;
        try
        {
            return await send([item]);
        }
        finally
        {
            _ = SendWaitingAsync();
        }
    }

    /// <summary>Puts an item into a batch that waits; null when nothing is under way and it may go at once.</summary>
    private Batch? Join(TItem item)
    {
        lock (_lock)
        {
            if (!_sending)
            {
                _sending = true;
                return null;
            }
            if (_open is null || _open.Items.Count == maxBatch)
                _waiting.Enqueue(_open = new Batch());
            _open.Items.Add(item);
            return _open;
        }
    }

    private async Task SendWaitingAsync()
    {
        while (TryTake() is { } batch)
        {
            try
            {
                batch.Receipt.SetResult(await send(batch.Items));
            }
            catch (Exception e)
            {
                batch.Receipt.SetException(e);
            }
        }
    }

    private Batch? TryTake()
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out var batch))
            {
                _sending = false;
                return null;
            }
            if (batch == _open)
                _open = null;
            return batch;
        }
    }

    private sealed class Batch
    {
        public List<TItem> Items { get; } = [];

        public TaskCompletionSource<TReceipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
