using System.Diagnostics;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Core.Tests.Diagnostics;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class JobExecutorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordedLog<JobExecutor> _log = new();
    private readonly JobOptions _options = new();
    private JobTypeOptions _type = new();
    private Func<JobContext, object> _handler = static _ => "done";

    [Fact]
    public void TimeoutOf_JobTypeAndPlatform_TheNearestCounts()
    {
        _options.Timeout = Second * 3;
        Assert.Equal(Second * 3, Executor().TimeoutOf(Claim()));
        Assert.Equal(Second * 3, Executor().TimeoutOf(Claim(Spec with { Type = "unknown" })));
        _type = new JobTypeOptions { Timeout = Second * 2 };
        Assert.Equal(Second * 2, Executor().TimeoutOf(Claim()));

        Assert.Equal(Second, Executor().TimeoutOf(Claim(Spec with { Timeout = Second })));
    }

    [Theory]
    [InlineData(1022, JobState.Succeeded)]
    [InlineData(1023, JobState.Failed)]
    public async Task Run_ResultAroundTheLimit_FailsAboveIt(int letters, JobState state)
    {
        _options.MaxResultBytes = 1024;
        _handler = _ => new string('x', letters);

        Assert.Equal(state, (await RunAsync(Claim()))!.Value.State);
    }

    [Theory]
    [InlineData(3, JobState.Retrying)]
    [InlineData(4, JobState.Failed)]
    [InlineData(5, JobState.Failed)]
    public async Task Run_Failure_IsFinalInTheLastAttempt(int attempt, JobState state)
    {
        _handler = static _ => throw new InvalidOperationException("boom");

        var outcome = (await RunAsync(Claim(attempt: attempt)))!.Value;

        Assert.Equal(state, outcome.State);
        Assert.Equal(new JobError("InvalidOperationException", "boom", attempt, _clock.GetUtcNow()), outcome.Error);
    }

    [Fact]
    public async Task Run_Failure_IsSaidOnceAsWhatItIs()
    {
        _handler = static _ => throw new InvalidOperationException("boom");
        var (first, last) = (Claim(attempt: 1), Claim(attempt: 4));

        await RunAsync(first);
        await RunAsync(last);

        Assert.Equal(
            [
                $"Warning: Job {first.Id} failed in attempt 1 of 4; again in 00:00:10. InvalidOperationException: boom",
                $"Error: Job {last.Id} failed for good in attempt 4 of 4. InvalidOperationException: boom",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task Run_Failure_IsSeenInTheTrace()
    {
        Activity? seen = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == JobTracing.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        _handler = _ =>
        {
            seen = Activity.Current;
            throw new InvalidOperationException("boom");
        };

        await RunAsync(Claim());

        Assert.Equal((ActivityStatusCode.Error, "boom"), (seen!.Status, seen.StatusDescription));
    }

    [Fact]
    public async Task Run_RetryLaterInTheLastAttempt_IsFinal()
    {
        _handler = static _ => throw new RetryLaterException("busy", Second);

        Assert.Equal(JobState.Failed, (await RunAsync(Claim(attempt: 4)))!.Value.State);
    }

    [Fact]
    public async Task Run_DelayOfARetry_IsTheJobsOrItsTypesOrTheDefault()
    {
        _handler = static _ => throw new InvalidOperationException();
        Assert.Equal(Second * 10, (await RunAsync(Claim(Spec with { Type = "unknown" })))!.Value.Delay);
        _type = new JobTypeOptions { Retry = new RetryPolicy { Delay = Second * 2 } };
        Assert.Equal(Second * 2, (await RunAsync(Claim()))!.Value.Delay);

        Assert.Equal(Second, (await RunAsync(Claim(Spec with { Retry = new RetryPolicy { Delay = Second } })))!.Value.Delay);
    }

    [Theory]
    [InlineData(typeof(ArgumentNullException), JobState.Failed)]
    [InlineData(typeof(FormatException), JobState.Failed)]
    [InlineData(typeof(InvalidOperationException), JobState.Retrying)]
    public async Task Run_ErrorsTheTypeCallsFinal_AreFinalWithAllThatDeriveFromThem(Type error, JobState state)
    {
        _type = new JobTypeOptions { FinalErrors = [typeof(ArgumentException), typeof(FormatException)] };
        _handler = _ => throw (Exception)Activator.CreateInstance(error)!;

        Assert.Equal(state, (await RunAsync(Claim()))!.Value.State);
    }

    [Theory]
    [InlineData((int)StopReason.LeaseLost, null)]
    [InlineData((int)StopReason.CalledOff, JobState.Cancelled)]
    [InlineData((int)StopReason.Drain, JobState.Queued)]
    public async Task Run_HandlerStopped_TheReasonCountsWhateverItThrows(int reason, JobState? state)
    {
        _handler = context =>
        {
            ((RunningJob)context).Stop((StopReason)reason);
            throw new PermanentJobException("told to stop");
        };

        Assert.Equal(state, (await RunAsync(Claim()))?.State);
    }

    [Fact]
    public async Task Run_HandlerStoppedThatFinishesAllTheSame_Succeeds()
    {
        _handler = static context =>
        {
            ((RunningJob)context).Stop(StopReason.Drain);
            return "done";
        };

        Assert.Equal(JobState.Succeeded, (await RunAsync(Claim()))!.Value.State);
    }

    [Fact]
    public async Task Run_TimeIsUp_IsATimeoutThatIsRetried()
    {
        _handler = context =>
        {
            _clock.Advance(Second);
            context.CancellationToken.ThrowIfCancellationRequested();
            return "done";
        };

        var outcome = (await RunAsync(Claim(Spec with { Timeout = Second })))!.Value;

        Assert.Equal(JobState.Retrying, outcome.State);
        Assert.Equal((JobError.Timeout, "The attempt took longer than its 00:00:01."), (outcome.Error!.Type, outcome.Error.Message));
    }

    [Fact]
    public async Task Run_CancellationOfTheHandlersOwn_IsAFailureLikeAnyOther()
    {
        _handler = static _ => throw new OperationCanceledException("a call of mine took too long");

        var outcome = (await RunAsync(Claim()))!.Value;

        Assert.Equal((JobState.Retrying, "OperationCanceledException"), (outcome.State, outcome.Error!.Type));
    }

    [Theory]
    [InlineData(1, JobState.Retrying)]
    [InlineData(4, JobState.Failed)]
    public void TimedOut_TimeoutNotHeeded_SaysSo(int attempt, JobState state)
    {
        using var job = Running(Claim(Spec with { Timeout = Second }, attempt));

        var outcome = Executor().TimedOut(job);

        Assert.Equal(state, outcome.State);
        Assert.Equal(
            (JobError.Timeout, "The attempt took longer than its 00:00:01, and its handler did not stop."), (outcome.Error!.Type, outcome.Error.Message));
    }

    private static JobSpec Spec => new("test", 4, null, null, null);

    private ClaimedJob Claim(JobSpec? spec = null, int attempt = 1) =>
        new(JobId.New("queue", _clock.GetUtcNow()), 1, spec ?? Spec, attempt, RawJson.From(new { }), _clock.GetUtcNow());

    private RunningJob Running(ClaimedJob claim) => new(claim, Executor().TimeoutOf(claim), Mock.Of<IArtifactStore>(), _clock);

    private async Task<JobOutcome?> RunAsync(ClaimedJob claim)
    {
        using var job = Running(claim);
        return await Executor().RunAsync(job);
    }

    private JobExecutor Executor()
    {
        var services = new ServiceCollection().AddSingleton(_handler).AddJob<Handler>("test", "queue", _type).BuildServiceProvider();
        return new JobExecutor(
            new JobCatalog(services.GetServices<JobType>()), services.GetRequiredService<IServiceScopeFactory>(), Options.Create(_options), _clock, static () => 0.5, _log);
    }

    private sealed record Empty;

    private sealed class Handler(Func<JobContext, object> handle) : IJobHandler<Empty, object>
    {
        public Task<object> HandleAsync(Empty payload, JobContext context) => Task.FromResult(handle(context));
    }
}
