using System.Text.Json;
using FunctionsScheduler.Functions.Tests.Hosting;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Functions.Tests;

[Trait("Store", "Garnet")]
public sealed class FunctionAppTests(GarnetFixture store) : IClassFixture<GarnetFixture>
{
    private const string DataJob = """{"type": "data", "payload": {"data": "x"}}""";

    [Fact]
    public async Task Submit_IdleApp_TicketRunsTheFunctionAndThatTheJob()
    {
        await using var host = await FunctionsHost.StartAsync(store.Endpoint);

        var job = await host.Client.RunAsync(DataJob);

        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Contains("ProcessDataJobs", host.Runs);
    }

    [Fact]
    public async Task FunctionsNamed_ProcessDoesTheirWorkAlone()
    {
        await using var api = await FunctionsHost.StartAsync(
            store.Endpoint, ("AzureFunctionsJobHost:functions:0", "SubmitJob"), ("AzureFunctionsJobHost:functions:1", "GetJob"));
        var other = await api.Client.SubmitAsync("""{"type": "data", "payload": {"data": "x"}, "queue": "http"}""");
        var job = await api.Client.SubmitAsync(DataJob);

        await using var worker = await FunctionsHost.StartAsync(store.Endpoint, ("AzureFunctionsJobHost:functions:0", "processdatajobs"), ("Auth:Required", ""));

        Assert.Equal("succeeded", (await api.Client.FinishAsync(job.GetProperty("id").GetString()!)).GetProperty("state").GetString());
        Assert.Equal(["ProcessDataJobs"], worker.Runs);
        Assert.Equal("queued", (await api.Client.GetJsonAsync($"/api/jobs/{other.GetProperty("id").GetString()}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Start_NoKeyAndNotSaidToBeOpen_FailsAndNamesTheSetting()
    {
        var start = await Assert.ThrowsAsync<OptionsValidationException>(() => FunctionsHost.StartAsync(store.Endpoint, ("Auth:Required", "")));

        Assert.StartsWith("Auth:Required is true, but Auth:ApiKeys has no key.", start.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HostJson_LetsRoutesBeginAtTheRootAndFunctionsRunForLong()
    {
        var settings = Read("host.json");

        Assert.Equal("2.0", settings.GetProperty("version").GetString());
        Assert.Equal("", settings.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal("-1", settings.GetProperty("functionTimeout").GetString());
    }

    [Fact]
    public void HostJson_IsQuietButShowsWhatTheWorkerSays()
    {
        var levels = Read("host.json").GetProperty("logging").GetProperty("logLevel");

        Assert.Equal(("Warning", "Information"), (levels.GetProperty("default").GetString(), levels.GetProperty("Host.Function.Console").GetString()));
    }

    [Fact]
    public void LocalSettings_NeedNoStorageAccount()
    {
        var values = Read("local.settings.sample.json").GetProperty("Values");

        Assert.False(values.TryGetProperty("AzureWebJobsStorage", out _));
        Assert.Equal(("dotnet-isolated", "files"), (values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString(), values.GetProperty("AzureWebJobsSecretStorageType").GetString()));
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file))).RootElement;
}
