using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class NewJobTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly NewJob _job = new(JobId.New("image", At), "resize", RawJson.From("x"));

    [Fact]
    public void AcceptedAt_ReadyJob_IsQueuedAsItWasAskedFor()
    {
        var job = (_job with { Priority = 3, MaxAttempts = 7, Tags = ["a"], Timeout = Minute }).AcceptedAt(At);

        Assert.Equal((_job.Id.Value, "image", "resize", JobState.Queued), (job.Id, job.Queue, job.Type, job.State));
        Assert.Equal((3, 0, 7, 60.0), (job.Priority, job.Attempt, job.MaxAttempts, job.TimeoutSeconds));
        Assert.Equal(("\"x\"", 0.0, "a"), (job.Payload.ToString(), job.Progress, Assert.Single(job.Tags)));
        Assert.Equal((At, At), (job.CreatedAt, job.RunAt));
    }

    [Fact]
    public void AcceptedAt_JobWithADelay_IsScheduledForThen()
    {
        var job = (_job with { Delay = Minute }).AcceptedAt(At);

        Assert.Equal((JobState.Scheduled, At, At + Minute), (job.State, job.CreatedAt, job.RunAt));
    }

    [Fact]
    public void AcceptedAt_JobForATime_IsScheduledForThenWhateverItsDelay()
    {
        var job = (_job with { RunAt = At + Minute, Delay = Minute * 2 }).AcceptedAt(At);

        Assert.Equal((JobState.Scheduled, At + Minute), (job.State, job.RunAt));
    }

    [Fact]
    public void AcceptedAt_JobForATimeThatIsPast_IsQueuedNow()
    {
        var job = (_job with { RunAt = At - Minute }).AcceptedAt(At);

        Assert.Equal((JobState.Queued, At), (job.State, job.RunAt));
    }
}
