using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Artifacts;

/// <summary>Keeps the files that jobs make, for as long as the jobs are kept.</summary>
public interface IArtifactStore
{
    /// <summary>The largest artifact the store takes, in bytes.</summary>
    long MaxBytes { get; }

    /// <summary>Writes an artifact; one of the same name is replaced as a whole.</summary>
    /// <exception cref="ArtifactTooLargeException">The content is larger than <see cref="MaxBytes"/>.</exception>
    Task<ArtifactInfo> PutAsync(JobId id, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Finds an artifact; null when the job has none of that name.</summary>
    Task<ArtifactInfo?> FindAsync(JobId id, string name, CancellationToken cancellationToken);

    /// <summary>The content of an artifact, a chunk at a time.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(JobId id, ArtifactInfo artifact, CancellationToken cancellationToken);
}
