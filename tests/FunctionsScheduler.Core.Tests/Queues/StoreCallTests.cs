using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class StoreCallTests
{
    [Fact]
    public async Task Try_StoreAway_SaysWhatItDidNotAnswerAndWhy()
    {
        var cause = ScriptedStore.Away();

        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreCall.TryAsync("claim", () => throw cause));

        Assert.Equal("The store did not answer 'claim': away", unavailable.Message);
        Assert.Same(cause, unavailable.InnerException);
    }

    [Fact]
    public async Task Try_AnotherError_StaysAsItIs()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => StoreCall.TryAsync("claim", static () => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Try_CallThatTakesItsTime_IsWaitedFor()
    {
        var call = new TaskCompletionSource();

        var trying = StoreCall.TryAsync("claim", () => call.Task);

        Assert.False(trying.IsCompleted);
        call.SetException(ScriptedStore.Away());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => trying);
    }

    [Fact]
    public async Task Try_Answer_IsTheCallers()
    {
        Assert.Equal(42, await StoreCall.TryAsync("claim", static () => Task.FromResult(42)));
    }
}
