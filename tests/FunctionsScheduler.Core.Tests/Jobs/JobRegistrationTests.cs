using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class JobRegistrationTests
{
    [Fact]
    public void AddJob_Handler_IsATypeOfItsOwnQueue()
    {
        var type = Assert.Single(new ServiceCollection().AddJob<Handler>("resize", "image").BuildServiceProvider().GetServices<JobType>());

        Assert.Equal(("resize", "image"), (type.Name, type.Queue));
    }

    [Fact]
    public void AddJob_NotAHandler_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddJob<object>("x"));
    }

    [Fact]
    public void AddJob_ImpossibleQueueName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddJob<Handler>("x", "a}b"));
    }

    [Fact]
    public void Catalog_OneNameTwice_IsRefused()
    {
        var services = new ServiceCollection().AddJob<Handler>("x").AddJob<Handler>("x").BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => new JobCatalog(services.GetServices<JobType>()));
    }

    private sealed class Handler : IJobHandler<int, int>
    {
        public Task<int> HandleAsync(int payload, JobContext context) => Task.FromResult(payload);
    }
}
