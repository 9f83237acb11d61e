using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;

namespace FunctionsScheduler.Core.Tests.Queues;

public sealed class JobSpecTests
{
    [Fact]
    public void ToString_AndBack_IsTheSame()
    {
        var full = new JobSpec("image", 7, TimeSpan.FromMilliseconds(1500), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", new RetryPolicy { Jitter = true });
        var bare = new JobSpec("data", 4, null, null, null);

        Assert.Equal(full, JobSpec.Parse(full.ToString()));
        Assert.Equal(bare, JobSpec.Parse(bare.ToString()));
    }
}
