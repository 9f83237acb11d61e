using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Handlers.Tests.Platform;

internal sealed class InMemoryArtifactStore : IArtifactStore
{
    private readonly ConcurrentDictionary<string, (ArtifactInfo Info, byte[] Content)> _artifacts = new(StringComparer.Ordinal);

    public long MaxBytes { get; init; } = 10 * 1024 * 1024;

    public byte[] this[string name] => _artifacts[name].Content;

    public Task<ArtifactInfo> PutAsync(JobId id, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > MaxBytes)
            throw new ArtifactTooLargeException(name, content.Length, MaxBytes);
        var info = new ArtifactInfo(name, contentType, content.Length, "1");
        _artifacts[name] = (info, content.ToArray());
        return Task.FromResult(info);
    }

    public Task<ArtifactInfo?> FindAsync(JobId id, string name, CancellationToken cancellationToken) =>
        Task.FromResult(_artifacts.TryGetValue(name, out var artifact) ? artifact.Info : null);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        JobId id, ArtifactInfo artifact, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return _artifacts[artifact.Name].Content;
    }
}
