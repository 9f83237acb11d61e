using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Queues;

/// <summary>The names that scripts, triggers, autoscalers and people's own tools go by.</summary>
public sealed class QueueKeysTests
{
    private readonly QueueKeys _keys = new("data");

    [Fact]
    public void Names_OfTheQueue_AreInItsSlot() => Assert.Equal(
        [
            "fs:{data}:ready", "fs:{data}:waiting", "fs:{data}:delayed", "fs:{data}:due", "fs:{data}:running", "fs:{data}:control",
            "fs:{data}:succeeded", "fs:{data}:failed", "fs:{data}:cancelled", "fs:{data}:wake", "fs:{data}:events", "fs:{data}:mark",
        ],
        [
            _keys.Ready, _keys.Waiting, _keys.Delayed, _keys.Due, _keys.Running, _keys.Control,
            _keys.Succeeded, _keys.Failed, _keys.Cancelled, (string?)_keys.Wake, (string?)_keys.Events, _keys.Mark,
        ]);

    [Fact]
    public void Names_OfAJob_AreInItsQueuesSlot() => Assert.Equal(
        ["fs:{data}:job:data.1", "fs:{data}:artifacts:data.1", "fs:{data}:idem:order-17"],
        [_keys.Job("data.1"), _keys.Artifacts("data.1"), _keys.Idempotency("order-17")]);
}
