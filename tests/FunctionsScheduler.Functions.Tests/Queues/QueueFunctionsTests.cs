using System.Reflection;
using FunctionsScheduler.Functions.Queues;
using FunctionsScheduler.Functions.Tests.Hosting;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FunctionsScheduler.Functions.Tests.Queues;

public sealed class QueueFunctionsTests
{
    private static readonly IReadOnlyList<DeclaredFunction> Functions = [.. DeclaredFunction.All.Where(static function => function.List is not null)];

    [Fact]
    public void EveryQueue_HasAFunctionThatItsTicketsTrigger()
    {
        var keys = Functions.ToDictionary(static function => function.Name, static function => function.List!.Key, StringComparer.OrdinalIgnoreCase);

        Assert.Equal(new JobOptions().QueueNames.Order(), QueueFunctions.Queues.Values.Order());
        Assert.Equal(QueueFunctions.Queues.ToDictionary(static pair => pair.Key, static pair => new QueueKeys(pair.Value).Ready), keys);
    }

    [Fact]
    public void EveryFunction_PopsOneTicketTenTimesASecond() =>
        Assert.All(Functions, static function => Assert.Equal(("Redis", 100, 1), (function.List!.Connection, function.List.PollingIntervalInMs, function.List.MaxBatchSize)));

    [Fact]
    public void EveryFunction_IsTriedAgain() => Assert.All(Functions, static function =>
        Assert.InRange(function.Method.GetCustomAttribute<RetryAttribute>()!.MaxRetryCount, 1, 10));

    [Fact]
    public void Trigger_SaysThatItsFunctionsCanBeTriedAgain() => Assert.Equal(
        [KnownBindingCapabilities.FunctionLevelRetry], typeof(RedisListTriggerAttribute).GetCustomAttribute<BindingCapabilitiesAttribute>()!.Capabilities);

    [Fact]
    public void Trigger_HasEveryPropertyOfTheExtensionsOwn()
    {
        string[] expected = ["connection", "key", "pollingIntervalInMs", "maxBatchSize", "listDirection"];

        var constructor = typeof(RedisListTriggerAttribute).GetConstructors().Single();

        Assert.Equal(expected, constructor.GetParameters().Select(static parameter => parameter.Name));
    }

    [Fact]
    public async Task Run_RingsForTheQueueOfItsTickets()
    {
        foreach (var function in Functions)
        {
            var doorbell = new Mock<IDoorbell>(MockBehavior.Strict);
            doorbell.Setup(bell => bell.AnswerAsync(QueueFunctions.Queues[function.Name], TestContext.Current.CancellationToken)).Returns(Task.CompletedTask).Verifiable();
            await using var services = new ServiceCollection().AddSingleton(doorbell.Object).BuildServiceProvider();

            await function.InvokeAsync(services, "1", TestContext.Current.CancellationToken);

            doorbell.Verify();
        }
    }
}
