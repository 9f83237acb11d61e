using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class JobStateNamesTests
{
    [Theory]
    [InlineData(JobState.Queued, "queued", "PENDING")]
    [InlineData(JobState.Scheduled, "scheduled", "PENDING")]
    [InlineData(JobState.Running, "running", "STARTED")]
    [InlineData(JobState.Retrying, "retrying", "RETRY")]
    [InlineData(JobState.Succeeded, "succeeded", "SUCCESS")]
    [InlineData(JobState.Failed, "failed", "FAILURE")]
    [InlineData(JobState.Cancelled, "cancelled", "REVOKED")]
    public void Names_OfEveryState(JobState state, string store, string celery)
    {
        Assert.Equal((store, celery), (state.ToStoreName(), state.ToCelery()));
        Assert.Equal(state, JobStateNames.Parse(store));
        Assert.Equal($"\"{store}\"", RawJson.From(state).ToString());
    }
}
