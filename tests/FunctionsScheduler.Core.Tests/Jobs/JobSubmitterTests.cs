using System.ComponentModel.DataAnnotations;
using System.Text;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class JobSubmitterTests(GarnetFixture store) : IClassFixture<GarnetFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _name = StoreFixture.NewQueue();

    [Fact]
    public async Task Submit_AllFields_AreTheJobs()
    {
        var submission = Valid() with
        {
            Queue = _name,
            Priority = 5,
            DelaySeconds = 1.5,
            TimeoutSeconds = 60,
            Tags = ["a"],
            Retry = new RetrySubmission { MaxAttempts = 2, Strategy = RetryStrategy.Exponential, DelaySeconds = 1, MaxDelaySeconds = 300, Jitter = true },
        };

        var accepted = await Submitter().SubmitAsync(submission);

        var stored = (await Queue().GetAsync(JobId.Parse(accepted.Id)))!;
        Assert.Equal(JobState.Scheduled, accepted.State);
        Assert.Equal((5, 2, 60.0, 1.5), (stored.Priority, stored.MaxAttempts, stored.TimeoutSeconds, (stored.RunAt - stored.CreatedAt).TotalSeconds));
        Assert.Equal(["a"], stored.Tags);
        Assert.Equal(accepted with { Payload = stored.Payload, Tags = stored.Tags }, stored);
        Assert.Equal(accepted.Payload.ToString(), stored.Payload.ToString());
    }

    [Fact]
    public async Task Submit_LongRetryDelayWithoutACap_IsMeantAsItIs()
    {
        var delay = TimeSpan.FromDays(2);
        var accepted = await Submitter().SubmitAsync(Valid() with { Retry = new RetrySubmission { DelaySeconds = delay.TotalSeconds } });

        var claimed = Assert.Single(await Queue().ClaimAsync(_name, 1, TimeSpan.FromSeconds(1), "me"));

        Assert.Equal(accepted.Id, claimed.Id.Value);
        Assert.Equal((delay, delay, 4), (claimed.Spec.Retry!.Delay, claimed.Spec.Retry.MaxDelay, claimed.Spec.MaxAttempts));
    }

    [Fact]
    public async Task Submit_RetryInAllItsFields_IsTheJobs()
    {
        await Submitter().SubmitAsync(Valid() with
        {
            Retry = new RetrySubmission { MaxAttempts = 2, Strategy = RetryStrategy.Exponential, DelaySeconds = 1, MaxDelaySeconds = 300, Jitter = true },
        });

        Assert.Equal(
            new RetryPolicy { MaxAttempts = 2, Strategy = RetryStrategy.Exponential, Delay = Second, MaxDelay = Second * 300, Jitter = true },
            await ClaimedRetryAsync());
    }

    [Fact]
    public async Task Submit_RetryDelayBelowTheTypesCap_LeavesTheRestAsTheTypeHasIt()
    {
        await Submitter().SubmitAsync(Valid() with { Retry = new RetrySubmission { DelaySeconds = 2 } });

        Assert.Equal(RetryPolicy.Default with { Delay = Second * 2 }, await ClaimedRetryAsync());
    }

    [Fact]
    public async Task Submit_BarrierHolds_IsInTheStoreButNotAcknowledged()
    {
        var (stored, passed) = (new TaskCompletionSource<long>(), new TaskCompletionSource());
        var submitting = Submitter(Barrier(stored, passed)).SubmitAsync(Valid());

        await Task.WhenAny(stored.Task, submitting);
        Assert.False(submitting.IsCompleted);
        Assert.Equal(1, await stored.Task);
        passed.SetResult();

        Assert.Equal(JobState.Queued, (await submitting).State);
    }

    [Fact]
    public async Task Submit_BarrierFails_IsNotAcknowledged()
    {
        var (stored, passed) = (new TaskCompletionSource<long>(), new TaskCompletionSource());
        passed.SetException(new StoreUnavailableException("no replica"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Submitter(Barrier(stored, passed)).SubmitAsync(Valid()));
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { """{"payload":{"text":"a"}}""", "type", "is required; it must be one of: append, echo" },
        { """{"type":"ecco","payload":{"text":"a"}}""", "type", "'ecco' is not a job type; it must be one of: append, echo" },
        { """{"type":"echo"}""", "payload", "is required" },
        { """{"type":"echo","payload":{"text":"a"},"queue":"nowhere"}""", "queue", "'nowhere' is not a queue; it must be one of: QUEUE, other" },
        { """{"type":"echo","payload":{"text":"a"},"priority":10}""", "priority", "is 10; it must be from 0 to 9" },
        { """{"type":"echo","payload":{"text":"a"},"priority":-1}""", "priority", "is -1; it must be from 0 to 9" },
        { """{"type":"echo","payload":{"text":"a"},"delaySeconds":-0.5}""", "delaySeconds", "is -0.5; it must be from 0 to 31622400 seconds" },
        { """{"type":"echo","payload":{"text":"a"},"delaySeconds":1e300}""", "delaySeconds", "is 1E+300; it must be from 0 to 31622400 seconds" },
        { """{"type":"echo","payload":{"text":"a"},"delaySeconds":1,"runAt":"2030-01-01T00:00:00Z"}""", "runAt", "cannot be given together with 'delaySeconds'" },
        { """{"type":"echo","payload":{"text":"a"},"timeoutSeconds":0}""", "timeoutSeconds", "is 0; it must be from 0.001 to 604800 seconds" },
        { """{"type":"echo","payload":{"text":"a"},"retry":{"maxAttempts":0}}""", "retry.maxAttempts", "is 0; it must be from 1 to 100" },
        { """{"type":"echo","payload":{"text":"a"},"retry":{"delaySeconds":-1}}""", "retry.delaySeconds", "is -1; it must be from 0 to 31622400 seconds" },
        { """{"type":"echo","payload":{"text":"a"},"retry":{"maxDelaySeconds":-1}}""", "retry.maxDelaySeconds", "is -1; it must be from 0 to 31622400 seconds" },
        { """{"type":"echo","payload":{"text":"a"},"retry":{"maxDelaySeconds":1e300}}""", "retry.maxDelaySeconds", "is 1E+300; it must be from 0 to 31622400 seconds" },
        { """{"type":"echo","payload":{"text":"a"},"retry":{"delaySeconds":9,"maxDelaySeconds":8}}""", "retry.maxDelaySeconds", "must not be less than 'retry.delaySeconds'" },
        { """{"type":"echo","payload":{"text":"a"},"tags":["a"," "]}""", "tags[1]", "must have from 1 to 100 characters" },
        { """{"type":"echo","payload":{"text":"a","times":0}}""", "payload.times", "is 0; it must be at least 1" },
        { """{"type":"echo","payload":{"text":5}}""", "payload.text", "must be text" },
        { """{"type":"echo","payload":{}}""", "payload.text", "is required" },
        { """{"type":"echo","payload":{"text":null}}""", "payload.text", "must not be null" },
        { """{"type":"echo","payload":{"text":"a","tines":2}}""", "payload.tines", "is not a field here; the fields are: text, times, parts" },
        { """{"type":"echo","payload":[]}""", "payload", "must be an object" },
        { """{"type":"echo","payload":null}""", "payload", "is required" },
        { """{"type":"echo","payload":{"text":"a","parts":[{"part_size":1},{"part_size":"x"}]}}""", "payload.parts[1].part_size", "must be a number" },
        { """{"type":"echo","payload":{"text":"a","parts":[{"size":1}]}}""", "payload.parts[0].size", "is not a field here; the fields are: part_size" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Submit_WrongField_IsNamedWithWhatIsAllowed(string json, string field, string message)
    {
        var submission = System.Text.Json.JsonSerializer.Deserialize<JobSubmission>(json, JobJson.Options)!;

        var refused = await Assert.ThrowsAsync<InvalidJobException>(() => Submitter().SubmitAsync(submission));

        Assert.Equal(new FieldError(field, message.Replace("QUEUE", _name, StringComparison.Ordinal)), Assert.Single(refused.Errors));
        Assert.Equal(0, (await Queue().StatsAsync(_name)).Waiting);
    }

    [Fact]
    public async Task Submit_TooManyTags_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<InvalidJobException>(() => Submitter().SubmitAsync(Valid() with { Tags = [.. Enumerable.Repeat("a", 21)] }));

        Assert.Equal(new FieldError("tags", "are 21; there must be at most 20"), Assert.Single(refused.Errors));
    }

    private static JobSubmission Valid() => new() { Type = "echo", Payload = new RawJson(Encoding.UTF8.GetBytes("""{"text":"a"}""")) };

    private JobQueue Queue() => new(store.Connection, TimeProvider.System);

    private JobSubmitter Submitter(ISubmitBarrier? barrier = null)
    {
        using var services = new ServiceCollection().AddJob<EchoHandler>("echo", _name).AddJob<EchoHandler>("append", _name).BuildServiceProvider();
        var room = new StoreRoom(Options.Create(new CapacityOptions()), NullLogger<StoreRoom>.Instance);
        var options = Options.Create(new JobOptions { Queues = $"{_name},other" });
        return new JobSubmitter(Queue(), barrier ?? new NoBarrier(), new JobCatalog(services.GetServices<JobType>()), room, options, TimeProvider.System);
    }

    /// <summary>A barrier that tells how many jobs are in the queue when it is reached, and holds submissions until it is passed.</summary>
    private ISubmitBarrier Barrier(TaskCompletionSource<long> stored, TaskCompletionSource passed)
    {
        var barrier = new Mock<ISubmitBarrier>(MockBehavior.Strict);
        barrier.Setup(it => it.PassAsync(_name, It.IsAny<Func<Task<SubmitReceipt>>>())).Returns(async (string _, Func<Task<SubmitReceipt>> submit) =>
        {
            var receipt = await submit();
            stored.SetResult((await Queue().StatsAsync(_name)).Waiting);
            await passed.Task;
            return receipt;
        });
        return barrier.Object;
    }

    private async Task<RetryPolicy?> ClaimedRetryAsync() => Assert.Single(await Queue().ClaimAsync(_name, 1, Second, "me")).Spec.Retry;

    private sealed record Part([property: System.Text.Json.Serialization.JsonPropertyName("part_size")] double Size);

    private sealed record Echo(string Text, int Times = 1, IReadOnlyList<Part>? Parts = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Times < 1)
                yield return new ValidationResult($"is {Times}; it must be at least 1", ["times"]);
        }
    }

    private sealed class EchoHandler : IJobHandler<Echo, string>
    {
        public Task<string> HandleAsync(Echo payload, JobContext context) => Task.FromResult(payload.Text);
    }
}
