using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Scheduling;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FunctionsScheduler.Artifacts;

/// <summary>
/// Keeps artifacts beside the jobs, in a hash for each job: under an artifact's name what is known of it, under <c>name/version/index</c> its
/// chunks. The name is written last and names the version, so a reader never sees half an artifact.
/// </summary>
internal sealed class RedisArtifactStore(IConnectionMultiplexer redis, IOptions<RetentionOptions> retention, TimeProvider clock) : IArtifactStore
{
    private const int ChunkBytes = 256 * 1024;

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>The hash goes when its job is trimmed. This is for the case that it is written after that.</summary>
    private readonly TimeSpan _lifetime = (retention.Value.Failed > retention.Value.Succeeded ? retention.Value.Failed : retention.Value.Succeeded) + TimeSpan.FromDays(8);

    public long MaxBytes => 16 * 1024 * 1024;

    public Task<ArtifactInfo> PutAsync(JobId id, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > MaxBytes)
            throw new ArtifactTooLargeException(name, content.Length, MaxBytes);
        return StoreCall.TryAsync("put artifact", async () =>
        {
            var key = Key(id);
            var old = await FindCoreAsync(id, name);
            var artifact = new ArtifactInfo(name, contentType, content.Length, Ulid.NewUlid(clock.GetUtcNow()).ToString(null, CultureInfo.InvariantCulture));
            for (var offset = 0; offset < content.Length; offset += ChunkBytes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var chunk = content.Slice(offset, Math.Min(ChunkBytes, content.Length - offset));
                await _database.HashSetAsync(key, Chunk(artifact, offset / ChunkBytes), chunk);
            }
            await _database.HashSetAsync(key, name, JsonSerializer.SerializeToUtf8Bytes(artifact, JobJson.Options));
            await _database.KeyExpireAsync(key, _lifetime);
            if (old is not null)
                await _database.HashDeleteAsync(key, [.. Enumerable.Range(0, Chunks(old)).Select(index => Chunk(old, index))]);
            return artifact;
        });
    }

    public Task<ArtifactInfo?> FindAsync(JobId id, string name, CancellationToken cancellationToken) =>
        StoreCall.TryAsync("find artifact", () => FindCoreAsync(id, name));

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(JobId id, ArtifactInfo artifact, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var index = 0; index < Chunks(artifact); index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = index;
            ReadOnlyMemory<byte> chunk = await StoreCall.TryAsync("read artifact", () => _database.HashGetAsync(Key(id), Chunk(artifact, at)));
            if (chunk.IsEmpty)
                throw new InvalidDataException($"The artifact '{artifact.Name}' of job {id} was replaced while it was read.");
            yield return chunk;
        }
    }

    private static RedisKey Key(JobId id) => new QueueKeys(id.Queue).Artifacts(id.Value);

    private static RedisValue Chunk(ArtifactInfo artifact, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{artifact.Name}/{artifact.Version}/{index}");

    private static int Chunks(ArtifactInfo artifact) => (int)((artifact.Bytes + ChunkBytes - 1) / ChunkBytes);

    private async Task<ArtifactInfo?> FindCoreAsync(JobId id, string name)
    {
        var value = await _database.HashGetAsync(Key(id), name);
        return value.HasValue ? JsonSerializer.Deserialize<ArtifactInfo>(((ReadOnlyMemory<byte>)value).Span, JobJson.Options) : null;
    }
}
