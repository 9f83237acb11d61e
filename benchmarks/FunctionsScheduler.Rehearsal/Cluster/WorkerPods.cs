using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Rehearsal.Cluster;

/// <summary>The pods of a Deployment: as many as are wanted.</summary>
internal sealed class WorkerPods(string name, WorkerManifest manifest, RehearsalClock clock, TestDirectory directory, string[] arguments) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Pod> _pods = [];

    /// <summary>How many are wanted.</summary>
    public int Wanted { get; private set; }

    /// <summary>All there ever were, in the order in which they were started.</summary>
    public IReadOnlyList<Pod> All => _pods;

    /// <summary>How many there are in a state.</summary>
    public int Count(PodState state) => _pods.Count(pod => pod.State == state);

    /// <summary>
    /// Starts and ends pods until there are so many. As a ReplicaSet does, it takes those first that are not ready, and then the youngest.
    /// </summary>
    public void ScaleTo(int wanted)
    {
        Wanted = wanted;
        foreach (var pod in _pods.Where(static pod => pod.IsReplica).OrderBy(static pod => pod.State == PodState.Ready).ThenByDescending(static pod => pod.CreatedAt)
            .Take(_pods.Count(static pod => pod.IsReplica) - wanted).ToArray())
            pod.End();
        while (_pods.Count(static pod => pod.IsReplica) < wanted)
            _pods.Add(Pod.Start($"{name}-{_pods.Count + 1}", manifest, clock, directory, arguments, _stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var pod in _pods)
            await pod.DisposeAsync();
        _stop.Dispose();
    }
}
