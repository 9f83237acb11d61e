using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Standalone.Tests;

/// <summary>What a user meets first: the banner, the help, keys.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_EmbeddedStore_SaysInAFewLinesWhatItStartedAndWhere()
    {
        await using var process = await StandaloneProcess.StartAsync(_directory);

        var banner = process.Output.SkipWhile(static line => !line.StartsWith("FunctionsScheduler is ready", StringComparison.Ordinal)).ToList();
        Assert.Collection(
            banner,
            static line => Assert.Equal("FunctionsScheduler is ready. Ctrl-C drains and stops it.", line),
            line => Assert.Equal($"  API      {process.Address.GetLeftPart(UriPartial.Authority)} (docs under /docs), open to this machine, no key needed", line),
            static line => Assert.Equal("  Worker   16 slots for data, image, http", line),
            line => Assert.Matches($"^  Store    embedded Garnet on 127\\.0\\.0\\.1:[0-9]+, data in {_directory["data"]}$", line),
            line => Assert.Equal($"  Metrics  {process.Management}metrics, health under /health/live and /health/ready", line));
        Assert.Empty(process.Errors);
        var job = await process.Client.RunAsync("""{"type": "data", "payload": {"data": "sample input"}}""");
        Assert.Equal("Processed data: SAMPLE INPUT", job.GetProperty("result").GetString());
        using var management = new ApiClient(process.Management);
        Assert.Equal("healthy", (await management.GetJsonAsync("/health/ready")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Start_SettingsFromTheEnvironment_AreTaken()
    {
        await using var process = StandaloneProcess.Launch(
            _directory, ["--urls", "http://127.0.0.1:0"], ("Management__Port", "0"), ("Jobs__MaxConcurrentJobs", "3"), ("Garnet__DataDirectory", "elsewhere"), ("Garnet__Memory", "256m"));
        await process.ReadyAsync();

        await process.SaysAsync("  Worker   3 slots for data, image, http");
        await process.SaysAsync($"data in {_directory["elsewhere"]}");
        Assert.False(Directory.Exists(_directory["data"]));
    }

    [Fact]
    public async Task Start_ForeignHostName_IsRefused()
    {
        await using var process = await StandaloneProcess.StartAsync(_directory);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/queues") { Headers = { Host = "attacker.example" } };

        using var response = await process.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Help_NamesRolesAddressesAndHowToSet()
    {
        await using var process = StandaloneProcess.Launch(_directory, ["--help"]);

        Assert.Equal(0, await process.ExitAsync());

        var help = string.Join('\n', process.Output);
        Assert.All(
            ["--role", "(api)", "(worker)", "(all)", "--urls", "http://localhost:8000", "create-key", "Jobs__MaxConcurrentJobs=32", "--Redis=localhost:6379"],
            text => Assert.Contains(text, help, StringComparison.Ordinal));
        Assert.Empty(process.Errors);
    }

    [Fact]
    public async Task CreateKey_TheKey_OpensTheServerThatHasItsHash()
    {
        await using var maker = StandaloneProcess.Launch(_directory, ["create-key"]);
        Assert.Equal(0, await maker.ExitAsync());
        var key = maker.Output[0].Split(' ')[^1];
        var setting = maker.Output[1].Split(' ')[^1].Split('=');
        Assert.StartsWith("fs_", key, StringComparison.Ordinal);
        Assert.Equal("Auth__ApiKeys__0", setting[0]);

        await using var process = StandaloneProcess.Launch(
            _directory, ["--urls", "http://127.0.0.1:0", "--Management:Port=0", "--Garnet:Memory=256m"], (setting[0], setting[1]));
        await process.ReadyAsync();

        await process.SaysAsync("(docs under /docs), with API keys");
        using var refused = await process.Client.GetAsync("/api/queues");
        await ProblemAssert.HasStatusAsync(401, refused);
        process.Client.Http.DefaultRequestHeaders.Add("X-Api-Key", key);
        await process.Client.GetJsonAsync("/api/queues");
    }

    [Fact]
    public async Task CreateKey_Twice_MakesTwoKeys()
    {
        await using var first = StandaloneProcess.Launch(_directory, ["create-key"]);
        await using var second = StandaloneProcess.Launch(_directory, ["create-key"]);
        await first.ExitAsync();
        await second.ExitAsync();

        Assert.NotEqual(first.Output[0], second.Output[0]);
    }
}
