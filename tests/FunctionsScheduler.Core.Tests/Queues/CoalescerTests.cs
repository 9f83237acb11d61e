using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class CoalescerTests
{
    private readonly List<IReadOnlyCollection<int>> _batches = [];
    private readonly Queue<TaskCompletionSource<string>> _replies = new();

    [Fact]
    public async Task Send_WhileOneIsUnderWay_TheOthersGoTogether()
    {
        var coalescer = new Coalescer<int, string>(SendAsync, maxBatch: 10);
        var first = coalescer.SendAsync(1);
        var others = new[] { coalescer.SendAsync(2), coalescer.SendAsync(3) };
        Assert.Equal([[1]], _batches);

        _replies.Dequeue().SetResult("a");
        Assert.Equal("a", await first);
        _replies.Dequeue().SetResult("b");

        Assert.Equal(["b", "b"], await Task.WhenAll(others));
        Assert.Equal([[1], [2, 3]], _batches);
    }

    [Fact]
    public async Task Send_MoreThanABatchHolds_IsSplit()
    {
        var coalescer = new Coalescer<int, string>(SendAsync, maxBatch: 2);
        var all = Enumerable.Range(1, 6).Select(coalescer.SendAsync).ToList();

        foreach (var reply in new[] { "a", "b", "c", "d" })
        {
            await Testing.Eventually.HoldsAsync(() => _replies.Count == 1, "a batch is under way");
            _replies.Dequeue().SetResult(reply);
        }

        Assert.Equal(["a", "b", "b", "c", "c", "d"], await Task.WhenAll(all));
        Assert.Equal([[1], [2, 3], [4, 5], [6]], _batches);
    }

    [Fact]
    public async Task Send_FailedBatch_FailsItsCallersOnly()
    {
        var coalescer = new Coalescer<int, string>(SendAsync, maxBatch: 10);
        var (first, second) = (coalescer.SendAsync(1), coalescer.SendAsync(2));

        _replies.Dequeue().SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await Testing.Eventually.HoldsAsync(() => _replies.Count == 1, "the next batch is under way");
        _replies.Dequeue().SetResult("b");

        Assert.Equal("b", await second);
    }

    private Task<string> SendAsync(IReadOnlyCollection<int> items)
    {
        _batches.Add(items);
        var reply = new TaskCompletionSource<string>();
        _replies.Enqueue(reply);
        return reply.Task;
    }
}
