using FunctionsScheduler.Queues;
using StackExchange.Redis;

namespace FunctionsScheduler.Standalone.Storage;

/// <summary>Acknowledges jobs when Garnet has written its log to disk up to them: they survive a crash of this process.</summary>
internal sealed class LogCommitBarrier(IConnectionMultiplexer redis) : ISubmitBarrier
{
    private readonly IDatabase _database = redis.GetDatabase();

    public async Task<SubmitReceipt> PassAsync(string queue, Func<Task<SubmitReceipt>> submit)
    {
        var receipt = await submit();
        await StoreCall.TryAsync("commit log", () => _database.ExecuteAsync("COMMITAOF"));
        return receipt;
    }
}
