using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FunctionsScheduler.Testing;

/// <summary>Standalone as a process of its own, as a user starts it.</summary>
public sealed partial class StandaloneProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private ApiClient? _client;

    private StandaloneProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The lines it wrote to its standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>The lines it wrote to its standard error so far.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Where the API is, by the banner.</summary>
    public Uri Address => new(Find(ApiLine()) ?? throw new InvalidOperationException("The banner names no API."));

    /// <summary>Where the management port is, by the banner.</summary>
    public Uri Management => new(Find(MetricsLine())!);

    public ApiClient Client => _client ??= new ApiClient(Address);

    /// <summary>Starts a process with these arguments and no others.</summary>
    /// <param name="directory">Where it works: its data is there too unless it is told otherwise.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">More environment variables.</param>
    public static StandaloneProcess Launch(
        TestDirectory directory, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var info = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = directory.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.ArgumentList.Add(typeof(Standalone.StandaloneApp).Assembly.Location);
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return new StandaloneProcess(Process.Start(info)!);
    }

    /// <summary>Starts a process on free ports of 127.0.0.1, whose jobs may reach private networks, and waits until it is ready.</summary>
    public static async Task<StandaloneProcess> StartAsync(TestDirectory directory, params string[] arguments)
    {
        var process = Launch(
            directory, ["--urls", "http://127.0.0.1:0", "--Management:Port=0", "--Outbound:AllowPrivateNetworks=true", "--Garnet:Memory=256m", .. arguments]);
        try
        {
            await process.ReadyAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the last line of the banner.</summary>
    public async Task ReadyAsync()
    {
        await Eventually.HoldsAsync(() => Find(MetricsLine()) is not null || _process.HasExited, "the banner", Patience);
        Assert.False(_process.HasExited, $"The process did not start: {string.Join('\n', Errors.Concat(Output))}");
    }

    /// <summary>Waits for a line of output.</summary>
    public Task SaysAsync(string text) =>
        Eventually.HoldsAsync(() => _output.Any(line => line.Contains(text, StringComparison.Ordinal)), $"a line with '{text}'");

    /// <summary>Ends the process at once, as a crash would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Asks the process to stop (SIGTERM).</summary>
    public Task TerminateAsync() => ProcessSignal.SendAsync(_process.Id, "TERM");

    /// <summary>Stops the process's clock (SIGSTOP).</summary>
    public Task PauseAsync() => ProcessSignal.SendAsync(_process.Id, "STOP");

    /// <summary>Lets the process go on (SIGCONT).</summary>
    public Task ResumeAsync() => ProcessSignal.SendAsync(_process.Id, "CONT");

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Patience);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }

    private string? Find(Regex line) =>
        _output.Select(text => line.Match(text)).FirstOrDefault(static match => match.Success)?.Groups["url"].Value;

    [GeneratedRegex("^  API +(?<url>http://[^ ,]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ApiLine();

    [GeneratedRegex("^  Metrics +(?<url>http://[^ ]+/)metrics,", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricsLine();
}
