using System.Net;
using System.Net.Sockets;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Standalone.Tests;

/// <summary>Wrong settings stop the start with one line that names the setting and says what is allowed.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("--Jobs:MaxConcurrentJobs=0", "Jobs:MaxConcurrentJobs is 0; it must be from 1 to 10000.")]
    [InlineData("--Jobs:MaxConcurrentJobs=many", "'many' at 'Jobs:MaxConcurrentJobs'")]
    [InlineData("--Jobs:Lease=abc", "'abc' at 'Jobs:Lease'")]
    [InlineData("--Jobs:Lease=00:00:00", "Jobs:Lease is 00:00:00; it must be from 00:00:01 to 01:00:00.")]
    [InlineData("--Jobs:Queues=a b", "Jobs:Queues is 'a b'; it must be names of letters, digits, '-' and '_', separated by commas.")]
    [InlineData("--Garnet:Memory=x", "Garnet:Memory is 'x'; it must be a size such as '512m' or '4g'.")]
    [InlineData("--Garnet:Memory=255m", "Garnet:Memory is '255m'; it must be at least 256m.")]
    [InlineData("--Limits:StoreFullPercent=99", "Limits:StoreFullPercent is 99; it must be from 10 to 95.")]
    [InlineData("--Garnet:Port=abc", "'abc' at 'Garnet:Port'")]
    [InlineData("--Garnet:CommitWait=maybe", "'maybe' at 'Garnet:CommitWait'")]
    [InlineData("--Management:Port=70000", "Management:Port is 70000; it must be from 0 (any free port) to 65535.")]
    [InlineData("--Management:Port=abc", "'abc' at 'Management:Port'")]
    [InlineData("--Management:Address=here", "Management:Address is 'here'; it must be an IP address")]
    [InlineData("--Limits:PayloadBytes=1", "Limits:PayloadBytes is 1; it must be from 1024 to 67108864.")]
    [InlineData("--Retention:Failed=-00:00:01", "Retention:Failed is -00:00:01; it must not be negative.")]
    [InlineData("--Auth:ApiKeys:0=abc", "Auth:ApiKeys:0 is not the SHA-256 of a key in 64 hexadecimal digits.")]
    [InlineData("--Auth:Required=true", "Auth:ApiKeys has no key.")]
    [InlineData("--Outbound:MaxRedirects=99", "Outbound:MaxRedirects must be from 0 to 20, not 99.")]
    [InlineData("--Images:MaxSide=0", "Images:MaxSide must be from 1 to 16383 pixels, not 0.")]
    [InlineData("--Redis=localhost:1,colour=red", "Redis is not a connection string: Keyword 'colour' is not supported.")]
    [InlineData("--role=boss", "--role is 'boss'; it must be all, api or worker.")]
    [InlineData("--role=worker", "Redis is not set.")]
    [InlineData("--role=api", "Redis is not set.")]
    [InlineData("bogus", "Unknown argument 'bogus'.")]
    [InlineData("--bogus", "Unknown argument '--bogus'.")]
    [InlineData("--Jobs:MaxConcurrentJobs", "Unknown argument '--Jobs:MaxConcurrentJobs'.")]
    public async Task Start_WrongSetting_SaysSoInOneLine(string argument, string expected) =>
        await AssertRefusedAsync(expected, "--urls", "http://127.0.0.1:0", "--Management:Port=0", argument);

    [Theory]
    [InlineData("nowhere")]
    [InlineData("http://127.0.0.1:0;nowhere")]
    public async Task Start_WrongAddress_SaysSoInOneLine(string urls) => await AssertRefusedAsync("--urls has 'nowhere'", "--urls", urls);

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Start_BeyondLoopbackWithoutKeys_SaysHowToMakeOne(string urls)
    {
        var line = await AssertRefusedAsync("Auth:ApiKeys has no key", "--urls", urls);

        Assert.Contains(urls, line, StringComparison.Ordinal);
        Assert.Contains("create-key", line, StringComparison.Ordinal);
        Assert.Contains("Auth__ApiKeys__0", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ManagementPortInUse_NamesTheSetting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await AssertRefusedAsync($"Management:Port {port} cannot be used", "--urls", "http://127.0.0.1:0", $"--Management:Port={port}");
    }

    [Fact]
    public async Task Start_AddressInUse_NamesIt()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";

        await AssertRefusedAsync(url, "--urls", url, "--Management:Port=0");
    }

    [Fact]
    public async Task Start_StorePortInUse_NamesTheSetting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await AssertRefusedAsync("Garnet:Port", "--urls", "http://127.0.0.1:0", "--Management:Port=0", $"--Garnet:Port={port}");
    }

    [Fact]
    public async Task Start_DataDirectoryInUse_NamesTheSettingAndLeavesTheOtherProcessAlone()
    {
        await using var first = await StandaloneProcess.StartAsync(_directory);
        var job = await first.Client.RunAsync("""{"type": "data", "payload": {"data": "x"}}""");

        var line = await AssertRefusedAsync("(Garnet:DataDirectory) is used by another process", "--urls", "http://127.0.0.1:0", "--Management:Port=0");

        Assert.Contains(_directory["data"], line, StringComparison.Ordinal);
        Assert.Equal(job.GetRawText(), (await first.Client.GetJsonAsync($"/api/jobs/{job.GetProperty("id")}")).GetRawText());
        await first.Client.RunAsync("""{"type": "data", "payload": {"data": "x"}}""");
        await using var third = StandaloneProcess.Launch(_directory, ["--urls", "http://127.0.0.1:0", "--Management:Port=0"]);
        Assert.Equal(1, await third.ExitAsync());
    }

    [Fact]
    public async Task Start_DataDirectoryThatCannotBe_NamesTheSetting()
    {
        await File.WriteAllTextAsync(_directory["file"], "", TestContext.Current.CancellationToken);

        await AssertRefusedAsync("Garnet:DataDirectory", "--urls", "http://127.0.0.1:0", "--Management:Port=0", "--Garnet:DataDirectory=file/data");
    }

    private async Task<string> AssertRefusedAsync(string expected, params string[] arguments)
    {
        await using var process = StandaloneProcess.Launch(_directory, arguments);

        var code = await process.ExitAsync();

        var line = Assert.Single(process.Errors);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("FunctionsScheduler.Standalone.", line, StringComparison.Ordinal);
        // What had begun by then may say that it ends, but nothing is said twice, and no stack is shown.
        Assert.DoesNotContain(process.Output, static text => text.StartsWith("fail:", StringComparison.Ordinal) || text.StartsWith("crit:", StringComparison.Ordinal));
        Assert.Equal(1, code);
        return line;
    }
}
