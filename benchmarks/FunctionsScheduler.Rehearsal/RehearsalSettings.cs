using FunctionsScheduler.Rehearsal.Autoscaling;
using FunctionsScheduler.Rehearsal.Load;
using FunctionsScheduler.Rehearsal.Manifests;

namespace FunctionsScheduler.Rehearsal;

/// <summary>What is rehearsed.</summary>
/// <param name="ScaledObject">How the workers scale.</param>
/// <param name="Worker">What a worker's pod is.</param>
/// <param name="Load">What there is to do.</param>
internal sealed record RehearsalSettings(ScaledObject ScaledObject, WorkerManifest Worker, LoadProfile Load)
{
    /// <summary>How much faster than real time all times of the manifests and of the load go.</summary>
    public double Speed { get; init; } = 1;
}
