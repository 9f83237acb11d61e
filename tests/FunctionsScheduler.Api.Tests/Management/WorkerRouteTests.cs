using System.Net;
using System.Text.Json;
using FunctionsScheduler.Api.Management;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;

namespace FunctionsScheduler.Api.Tests.Management;

/// <summary>What the management port tells of a worker, and does with it.</summary>
public sealed class WorkerRouteTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Mock<IWorker> _worker = new(MockBehavior.Strict);
    private IPAddress? _caller;
    private WebApplication? _app;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/drain", 20)]
    [InlineData("/drain?seconds=0", 0)]
    [InlineData("/drain?seconds=86400", 86400)]
    public async Task Drain_Worker_WaitsForItAsLongAsTheCallerSays(string path, int seconds)
    {
        _worker.Setup(static worker => worker.Running).Returns(0);
        _worker.Setup(worker => worker.DrainAsync(TimeSpan.FromSeconds(seconds), It.IsAny<CancellationToken>())).ReturnsAsync(true).Verifiable();
        using var client = await StartAsync(_worker.Object);

        using var response = await client.PostAsync(path, "");

        Assert.Equal((200, """{"status":"drained","running":0}"""), ((int)response.StatusCode, await ReadAsync(response)));
        _worker.Verify();
    }

    [Fact]
    public async Task Drain_JobsThatTakeLonger_SaysHowMany()
    {
        _worker.Setup(static worker => worker.Running).Returns(3);
        _worker.Setup(static worker => worker.DrainAsync(Limit, It.IsAny<CancellationToken>())).ReturnsAsync(false);
        using var client = await StartAsync(_worker.Object);

        using var response = await client.PostAsync("/drain", "");

        Assert.Equal((200, """{"status":"draining","running":3}"""), ((int)response.StatusCode, await ReadAsync(response)));
    }

    [Fact]
    public async Task Drain_ProcessWithoutWorker_HasNothingToDrain()
    {
        using var client = await StartAsync(null);

        using var response = await client.PostAsync("/drain", "");

        Assert.Equal((200, """{"status":"drained","running":0}"""), ((int)response.StatusCode, await ReadAsync(response)));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("86401")]
    [InlineData("soon")]
    [InlineData("")]
    public async Task Drain_SecondsThatAreNone_Are400AndSaysWhatIsAllowed(string seconds)
    {
        using var client = await StartAsync(_worker.Object);

        using var response = await client.PostAsync($"/drain?seconds={seconds}", "");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("seconds: must be a whole number from 0 to 86400", await ReadAsync(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("2001:db8::1")]
    public async Task Drain_CallerOnAnotherMachine_Is403AndDrainsNothing(string address)
    {
        _caller = IPAddress.Parse(address);
        using var client = await StartAsync(_worker.Object);

        using var response = await client.PostAsync("/drain", "");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Drain_ByGet_DrainsNothing()
    {
        using var client = await StartAsync(_worker.Object);

        using var response = await client.GetAsync("/drain");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Liveness_WorkThatDoesNotMove_Is503AndSaysWhy()
    {
        _worker.Setup(static worker => worker.Standstill).Returns("each of the 2 slots is taken");
        using var client = await StartAsync(_worker.Object);

        using var response = await client.GetAsync("/health/live");

        Assert.Equal((503, """{"status":"unhealthy","checks":{"work":"each of the 2 slots is taken"}}"""), ((int)response.StatusCode, await ReadAsync(response)));
    }

    [Fact]
    public async Task Liveness_WorkThatMoves_IsHealthy()
    {
        _worker.Setup(static worker => worker.Standstill).Returns((string?)null);
        using var client = await StartAsync(_worker.Object);

        Assert.Equal("""{"status":"healthy","checks":{"work":"healthy"}}""", JsonSerializer.Serialize(await client.GetJsonAsync("/health/live")));
    }

    private static Task<string> ReadAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<ApiClient> StartAsync(IWorker? worker)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks().AddCheck<LivenessCheck>("work", tags: [HealthApi.LiveTag]);
        if (worker is not null)
            builder.Services.AddSingleton(worker);
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = _caller ?? context.Connection.RemoteIpAddress;
            return next(context);
        });
        _app.MapHealthApi();
        _app.MapDrainApi(worker, Limit);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiClient(new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }
}
