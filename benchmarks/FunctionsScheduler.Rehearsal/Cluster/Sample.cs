namespace FunctionsScheduler.Rehearsal.Cluster;

/// <summary>What there was at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Waiting">Jobs that waited.</param>
/// <param name="Running">Jobs in flight.</param>
/// <param name="Wanted">Pods wanted.</param>
/// <param name="Starting">Pods that started.</param>
/// <param name="Ready">Pods that were ready.</param>
/// <param name="Draining">Pods that drained.</param>
internal sealed record Sample(TimeSpan At, int Waiting, int Running, int Wanted, int Starting, int Ready, int Draining)
{
    /// <summary>Whether there was nothing left: no job and no pod.</summary>
    public bool IsZero => (Waiting, Running, Wanted, Starting + Ready + Draining) is (0, 0, 0, 0);
}
