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

    [Fact]
    public async Task Send_BatchThatFails_FailsEachOfItsCallersAndTheNextGoes()
    {
        var coalescer = new Coalescer<int, string>(SendAsync, maxBatch: 2);
        var all = Enumerable.Range(1, 4).Select(coalescer.SendAsync).ToList();
        await AnswerAsync(static reply => reply.SetResult("a"));

        await AnswerAsync(static reply => reply.SetException(new TimeoutException()));
        await AnswerAsync(static reply => reply.SetResult("c"));

        Assert.Equal("a", await all[0]);
        await Assert.ThrowsAsync<TimeoutException>(() => all[1]);
        await Assert.ThrowsAsync<TimeoutException>(() => all[2]);
        Assert.Equal("c", await all[3]);
    }

    [Fact]
    public async Task Send_WhileABatchIsUnderWay_WaitsForTheNext()
    {
        var coalescer = new Coalescer<int, string>(SendAsync, maxBatch: 10);
        var (first, second) = (coalescer.SendAsync(1), coalescer.SendAsync(2));
        await AnswerAsync(static reply => reply.SetResult("a"));
        await Testing.Eventually.HoldsAsync(() => _replies.Count == 1, "the second is under way");

        var third = coalescer.SendAsync(3);
        await AnswerAsync(static reply => reply.SetResult("b"));
        await AnswerAsync(static reply => reply.SetResult("c"));

        Assert.Equal(["a", "b", "c"], await Task.WhenAll(first, second, third));
        Assert.Equal([[1], [2], [3]], _batches);
    }

    [Fact]
    public async Task Send_WhenAllHaveGone_GoesAtOnceAgain()
    {
        var coalescer = new Coalescer<int, string>(SendAsync, maxBatch: 10);
        for (var i = 1; i <= 3; i++)
        {
            var sent = coalescer.SendAsync(i);
            await AnswerAsync(static reply => reply.SetResult("done"));
            Assert.Equal("done", await sent);
        }

        Assert.Equal([[1], [2], [3]], _batches);
    }

    private async Task AnswerAsync(Action<TaskCompletionSource<string>> answer)
    {
        await Testing.Eventually.HoldsAsync(() => _replies.Count == 1, "a batch is under way");
        answer(_replies.Dequeue());
    }

    private Task<string> SendAsync(IReadOnlyCollection<int> items)
    {
        _batches.Add(items);
        var reply = new TaskCompletionSource<string>();
        _replies.Enqueue(reply);
        return reply.Task;
    }
}
