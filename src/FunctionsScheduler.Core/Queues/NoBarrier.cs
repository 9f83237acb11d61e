namespace FunctionsScheduler.Queues;

/// <summary>The store's own acknowledgement is enough.</summary>
internal sealed class NoBarrier : ISubmitBarrier
{
    public Task<SubmitReceipt> PassAsync(string queue, Func<Task<SubmitReceipt>> submit) => submit();
}
