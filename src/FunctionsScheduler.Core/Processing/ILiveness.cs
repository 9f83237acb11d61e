namespace FunctionsScheduler.Processing;

/// <summary>A part of a worker that can come to a standstill.</summary>
internal interface ILiveness
{
    /// <summary>As in <see cref="IWorker.Standstill"/>.</summary>
    string? Standstill { get; }
}
