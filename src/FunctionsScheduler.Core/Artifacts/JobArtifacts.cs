using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Artifacts;

/// <summary>The artifacts of one job, as its handler writes them.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="id">The job.</param>
public sealed class JobArtifacts(IArtifactStore store, JobId id)
{
    /// <summary>The largest artifact a job can write, in bytes.</summary>
    public long MaxBytes => store.MaxBytes;

    /// <summary>Writes an artifact and returns the link under which the API serves it.</summary>
    /// <param name="name">A file name: letters, digits, '.', '-' and '_', up to 100 of them.</param>
    /// <param name="contentType">The media type it is served with.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentException">The name is not a file name.</exception>
    /// <exception cref="ArtifactTooLargeException">The content is too large for the store.</exception>
    public async Task<string> PutAsync(string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!ArtifactName.IsValid(name))
            throw new ArgumentException($"'{name}' is not an artifact name.", nameof(name));
        await store.PutAsync(id, name, contentType, content, cancellationToken);
        return $"/api/jobs/{id.Value}/artifacts/{name}";
    }
}
