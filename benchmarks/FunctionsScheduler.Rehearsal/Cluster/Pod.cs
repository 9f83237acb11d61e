using System.Diagnostics;
using System.Globalization;
using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Rehearsal.Cluster;

/// <summary>
/// A worker as a process of its own, which lives and ends as its pod would: started, ready by its probe, and in the end its preStop hook,
/// SIGTERM, and SIGKILL when the grace period is over.
/// </summary>
internal sealed class Pod : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Kubelet = new() { Timeout = Timeout.InfiniteTimeSpan };

    private readonly WorkerManifest _manifest;
    private readonly RehearsalClock _clock;
    private readonly CancellationToken _stop;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _life;
    private StandaloneProcess? _process;
    private volatile PodState _state;

    private Pod(string name, WorkerManifest manifest, RehearsalClock clock, TestDirectory directory, string[] arguments, CancellationToken stop)
    {
        (Name, _manifest, _clock, _stop, CreatedAt) = (name, manifest, clock, stop, clock.Now);
        _life = LiveAsync(directory, arguments);
    }

    public string Name { get; }

    public PodState State => _state;

    public TimeSpan CreatedAt { get; }

    public TimeSpan? ReadyAt { get; private set; }

    /// <summary>When it was told to end.</summary>
    public TimeSpan? EndingAt { get; private set; }

    /// <summary>When its process had ended.</summary>
    public TimeSpan? GoneAt { get; private set; }

    /// <summary>How its preStop hook ended; null without one.</summary>
    public string? PreStop { get; private set; }

    /// <summary>What must not happen to a pod, if it has: its process ended by itself, or had to be killed.</summary>
    public string? Mishap { get; private set; }

    /// <summary>How its worker signs its claims; null before it has started.</summary>
    public string? Signature { get; private set; }

    /// <summary>Whether it counts among the replicas of its Deployment: pods that end do not.</summary>
    public bool IsReplica => State is PodState.Starting or PodState.Ready;

    /// <summary>Starts a pod.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="manifest">How it ends.</param>
    /// <param name="clock">The time.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="arguments">The command line of its process.</param>
    /// <param name="stop">Ends it at once, at the end of the rehearsal.</param>
    public static Pod Start(string name, WorkerManifest manifest, RehearsalClock clock, TestDirectory directory, string[] arguments, CancellationToken stop) =>
        new(name, manifest, clock, directory, arguments, stop);

    /// <summary>Tells it to end.</summary>
    public void End()
    {
        EndingAt = _clock.Now;
        _state = PodState.Draining;
        _end.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await ((Task)_life).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private async Task LiveAsync(TestDirectory directory, string[] arguments)
    {
        try
        {
            _process = await StandaloneProcess.StartAsync(directory, arguments);
            Signature = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{_process.Id}");
            await BecomeReadyAsync(_process);
            await RunAsync(_process);
            if (_end.Task.IsCompleted)
                await EndAsync(_process);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Mishap ??= $"{Name}: {e.Message}";
        }
        GoneAt = _clock.Now;
        _state = PodState.Gone;
    }

    private async Task BecomeReadyAsync(StandaloneProcess process)
    {
        while (!_end.Task.IsCompleted && !process.HasExited)
        {
            using var response = await Kubelet.GetAsync(new Uri(process.Management, "health/ready"), _stop);
            if (response.IsSuccessStatusCode)
            {
                ReadyAt = _clock.Now;
                if (!_end.Task.IsCompleted)
                    _state = PodState.Ready;
                return;
            }
            await Task.Delay(Look, _stop);
        }
    }

    private async Task RunAsync(StandaloneProcess process)
    {
        while (!_end.Task.IsCompleted && !process.HasExited)
            await Task.WhenAny(_end.Task, Task.Delay(Look, _stop));
        _stop.ThrowIfCancellationRequested();
        if (!_end.Task.IsCompleted)
            Mishap = $"{Name} ended by itself: {string.Join(" | ", process.Errors.Concat(process.Output).TakeLast(5))}";
    }

    private async Task EndAsync(StandaloneProcess process)
    {
        // The grace period begins with the hook, not after it.
        using var grace = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        grace.CancelAfter(_clock.Real(_manifest.GracePeriod));
        try
        {
            PreStop = await DrainAsync(process, grace.Token);
            if (!process.HasExited)
                await process.TerminateAsync();
            while (!process.HasExited)
                await Task.Delay(Look, grace.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Mishap = $"{Name} did not end within its grace period of {_manifest.GracePeriod.TotalSeconds} s, and was killed.";
            await process.KillAsync();
        }
    }

    /// <summary>
    /// The preStop hook, by the very command of the manifest, with the variable for the port of this process. Whether it succeeds changes
    /// nothing: SIGTERM comes in any case.
    /// </summary>
    private async Task<string> DrainAsync(StandaloneProcess process, CancellationToken grace)
    {
        var command = _manifest.PreStopWithin(_clock.Real(_manifest.Drain));
        var info = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false };
        info.Environment["Management__Port"] = process.Management.Port.ToString(CultureInfo.InvariantCulture);
        using var hook = Process.Start(info)!;
        try
        {
            await hook.WaitForExitAsync(grace);
            return hook.ExitCode == 0 ? "succeeded" : "failed";
        }
        finally
        {
            if (!hook.HasExited)
                hook.Kill(entireProcessTree: true);
        }
    }
}
