using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Scheduling;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Core.Tests.Artifacts;

[Trait("Store", "Garnet")]
public sealed class RedisArtifactStoreOnGarnetTests(GarnetFixture store) : RedisArtifactStoreTests(store), IClassFixture<GarnetFixture>;

[Trait("Store", "redis-server")]
public sealed class RedisArtifactStoreOnRedisTests(RedisFixture store) : RedisArtifactStoreTests(store), IClassFixture<RedisFixture>;

public abstract class RedisArtifactStoreTests
{
    private readonly StoreFixture _fixture;
    private readonly RedisArtifactStore _store;
    private readonly JobId _id = JobId.New(StoreFixture.NewQueue(), DateTimeOffset.UtcNow);

    protected RedisArtifactStoreTests(StoreFixture store)
    {
        if (store is RedisFixture)
            RedisServer.Require();
        _fixture = store;
        _store = NewStore(new RetentionOptions());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(256 * 1024, 1)]
    [InlineData(256 * 1024 + 1, 2)]
    [InlineData(16 * 1024 * 1024, 64)]
    public async Task Put_AnySize_CanBeReadBack(int bytes, int chunks)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);

        await _store.PutAsync(_id, "a.bin", "application/x-test", content, Cancellation);

        var artifact = (await _store.FindAsync(_id, "a.bin", Cancellation))!;
        Assert.Equal(("application/x-test", bytes), (artifact.ContentType, artifact.Bytes));
        Assert.Equal(content, await ReadAsync(artifact));
        Assert.Equal(1 + chunks, await FieldsAsync());
    }

    [Fact]
    public async Task Put_SameNameAgain_ReplacesItAndLeavesNothingBehind()
    {
        await _store.PutAsync(_id, "a", "text/plain", new byte[600_000], Cancellation);
        await _store.PutAsync(_id, "a", "text/plain", "new"u8.ToArray(), Cancellation);

        Assert.Equal("new"u8.ToArray(), await ReadAsync((await _store.FindAsync(_id, "a", Cancellation))!));
        Assert.Equal(2, await FieldsAsync());
    }

    [Fact]
    public async Task Put_TooLarge_IsRefusedForGood()
    {
        await Assert.ThrowsAsync<ArtifactTooLargeException>(() => _store.PutAsync(_id, "a", "text/plain", new byte[_store.MaxBytes + 1], Cancellation));
        Assert.Null(await _store.FindAsync(_id, "a", Cancellation));
    }

    [Fact]
    public async Task Read_ReplacedMeanwhile_SaysSoInsteadOfMixing()
    {
        await _store.PutAsync(_id, "a", "text/plain", "old"u8.ToArray(), Cancellation);
        var old = (await _store.FindAsync(_id, "a", Cancellation))!;
        await _store.PutAsync(_id, "a", "text/plain", "new"u8.ToArray(), Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(old));
    }

    [Fact]
    public async Task Put_CancelledToken_WritesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.PutAsync(_id, "a", "text/plain", "x"u8.ToArray(), cancelled));

        Assert.Equal(0, await FieldsAsync());
    }

    [Fact]
    public async Task Read_CancelledBetweenChunks_Stops()
    {
        var artifact = await _store.PutAsync(_id, "a", "text/plain", new byte[600_000], Cancellation);
        using var cancellation = new CancellationTokenSource();
        await using var chunks = _store.ReadAsync(_id, artifact, cancellation.Token).GetAsyncEnumerator(Cancellation);
        Assert.True(await chunks.MoveNextAsync());

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chunks.MoveNextAsync().AsTask());
    }

    [Theory]
    [InlineData(1, 14, 14)]
    [InlineData(60, 14, 60)]
    public async Task Put_LivesAsLongAsAJobCanAndLittleLonger(int succeededDays, int failedDays, int longestDays)
    {
        var retention = new RetentionOptions { Succeeded = TimeSpan.FromDays(succeededDays), Failed = TimeSpan.FromDays(failedDays) };
        await NewStore(retention).PutAsync(_id, "a", "text/plain", "x"u8.ToArray(), Cancellation);

        var lifetime = await _fixture.Connection.GetDatabase().KeyTimeToLiveAsync(new QueueKeys(_id.Queue).Artifacts(_id.Value));

        Assert.InRange(lifetime!.Value, TimeSpan.FromDays(longestDays + 1), TimeSpan.FromDays(longestDays + 16));
    }

    [Fact]
    public async Task Trim_Job_TakesItsArtifactsAlong()
    {
        var queue = new JobQueue(_fixture.Connection, TimeProvider.System);
        await queue.SubmitAsync(_id.Queue, [new NewJob(_id, "test", RawJson.From(1))]);
        var claimed = Assert.Single(await queue.ClaimAsync(_id.Queue, 1, TimeSpan.FromMinutes(1), "me"));
        await _store.PutAsync(_id, "a", "text/plain", "x"u8.ToArray(), Cancellation);
        await queue.CompleteAsync(_id.Queue, [JobOutcome.Success(_id, claimed.Token, RawJson.From(1))]);

        await queue.TrimAsync(_id.Queue, JobState.Succeeded, TimeSpan.Zero, 10);

        Assert.Null(await _store.FindAsync(_id, "a", Cancellation));
    }

    private RedisArtifactStore NewStore(RetentionOptions retention) => new(_fixture.Connection, Options.Create(retention), TimeProvider.System);

    /// <summary>How many fields the hash of the job's artifacts has.</summary>
    private Task<long> FieldsAsync() => _fixture.Connection.GetDatabase().HashLengthAsync(new QueueKeys(_id.Queue).Artifacts(_id.Value));

    private async Task<byte[]> ReadAsync(ArtifactInfo artifact)
    {
        var content = new List<byte>();
        await foreach (var chunk in _store.ReadAsync(_id, artifact, Cancellation))
            content.AddRange(chunk.Span);
        return [.. content];
    }
}
