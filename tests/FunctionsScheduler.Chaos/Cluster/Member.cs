using System.Globalization;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Chaos.Cluster;

/// <summary>One process of the platform under a supervisor that starts it again whenever it has ended, as Kubernetes would.</summary>
internal sealed class Member(string name, TestDirectory directory, string[] arguments, string? logDirectory) : IAsyncDisposable
{
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _surprises = [];
    private Task _supervising = Task.CompletedTask;
    private StandaloneProcess? _process;
    private volatile bool _killed;
    private volatile bool _paused;
    private int _underWay;
    private int _starts;

    public string Name => name;

    /// <summary>Whether it runs and answers, as far as its supervisor knows; a paused process is not found out.</summary>
    public bool IsUp => _process is not null && !_killed;

    /// <summary>Whether it runs and nothing is being done to it.</summary>
    public bool IsHealthy => IsUp && !_paused;

    /// <summary>Requests that wait for its answer.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>What the process did by itself that it should not have: ending, or not starting.</summary>
    public IReadOnlyList<string> Surprises => _surprises;

    /// <summary>A client of its API.</summary>
    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    public HttpClient Http => _process?.Client.Http ?? throw new ObjectDisposedException(name);

    public void Enter() => Interlocked.Increment(ref _underWay);

    public void Leave() => Interlocked.Decrement(ref _underWay);

    /// <summary>Whether this is the worker that signs so.</summary>
    public bool SignsAs(string? worker) =>
        _process is { } process && worker == string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{process.Id}");

    /// <summary>Starts the process, and keeps it started.</summary>
    public async Task StartAsync()
    {
        await LaunchAsync();
        _supervising = SuperviseAsync();
    }

    /// <summary>Ends the process at once (SIGKILL); does nothing when it is not up.</summary>
    /// <returns>Whether it was killed.</returns>
    public async Task<bool> KillAsync(Action dying)
    {
        await _turn.WaitAsync();
        try
        {
            if (_process is not { HasExited: false } process || _killed)
                return false;
            _killed = true;
            dying();
            await process.KillAsync();
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops the process's clock for a while.</summary>
    public async Task PauseAsync(TimeSpan time)
    {
        var process = _process;
        if (!await SignalAsync(process, static process => process.PauseAsync()))
            return;
        _paused = true;
        await Task.Delay(time, CancellationToken.None);
        // By then a job may have killed it.
        await SignalAsync(process, static process => process.ResumeAsync());
        _paused = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervising;
        await EndAsync();
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task<bool> SignalAsync(StandaloneProcess? process, Func<StandaloneProcess, Task> signal)
    {
        await _turn.WaitAsync();
        try
        {
            if (process is null || process != _process || process.HasExited)
                return false;
            await signal(process);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SuperviseAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Look, CancellationToken.None);
            if (_process is { HasExited: false })
                continue;
            if (_process is not null && !_killed)
                _surprises.Add($"{name} ended by itself: {string.Join(" | ", _process.Errors.Concat(_process.Output).TakeLast(5))}");
            await EndAsync();
            try
            {
                await LaunchAsync();
            }
            catch (Exception e)
            {
                _surprises.Add($"{name} did not start: {e.Message}");
            }
        }
    }

    private async Task LaunchAsync()
    {
        var process = await StandaloneProcess.StartAsync(directory, arguments);
        if (arguments is [_, "api", ..])
            process.Client.Http.Timeout = ClientTimeout;
        _starts++;
        _process = process;
        _killed = false;
    }

    private async Task EndAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_process is not { } process)
                return;
            _process = null;
            await process.DisposeAsync();
            if (logDirectory is not null)
                await File.WriteAllLinesAsync(Path.Combine(logDirectory, $"{name}.{_starts}.log"), process.Output.Concat(process.Errors));
        }
        finally
        {
            _turn.Release();
        }
    }
}
