using System.Collections.Concurrent;
using FunctionsScheduler.Artifacts;
using FunctionsScheduler.Core.Tests.Diagnostics;
using FunctionsScheduler.Core.Tests.Queues;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Time.Testing;
using Moq;
using StackExchange.Redis;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class OutcomeWriterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordedLog<OutcomeWriter> _log = new();
    private readonly ConcurrentQueue<string> _settled = new();
    private readonly ConcurrentQueue<List<string>> _calls = new();
    private readonly OutcomeWriter _writer;
    private volatile bool _away;
    private volatile bool _refuses;

    public OutcomeWriterTests() =>
        _writer = new OutcomeWriter(new JobQueue(ScriptedStore.Answering(Answer), _clock), job => _settled.Enqueue(job.Id.Value), _clock, _log);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OutcomesOfSeveralQueues_GoInOneCallEach()
    {
        var ids = new[] { Write("a"), Write("b"), Write("a") };
        _writer.Complete();

        await _writer.RunAsync(CancellationToken.None).WaitAsync(Second * 30, Cancellation);

        Assert.Equal([[ids[0], ids[2]], [ids[1]]], _calls);
        Assert.Equal(ids.Order(), _settled.Order());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Run_ManyOutcomes_GoInBatches()
    {
        var ids = Enumerable.Range(0, 1200).Select(_ => Write("a")).ToList();
        _writer.Complete();

        await _writer.RunAsync(CancellationToken.None).WaitAsync(Second * 30, Cancellation);

        Assert.Equal([500, 500, 200], _calls.Select(static call => call.Count));
        Assert.Equal(ids, _settled);
    }

    [Fact]
    public async Task Run_StoreAway_KeepsTheOutcomesUntilItIsBack()
    {
        _away = true;
        var ids = new[] { Write("a"), Write("b") };
        _writer.Complete();
        var running = _writer.RunAsync(CancellationToken.None);
        await Eventually.HoldsAsync(_clock, Second, () => Task.FromResult(_calls.Count >= 3), "it tries on");
        Assert.Empty(_settled);

        _away = false;

        await Eventually.HoldsAsync(_clock, Second, () => Task.FromResult(running.IsCompleted), "all are recorded");
        Assert.Equal(ids, _settled);
    }

    [Fact]
    public async Task Run_OutcomeThatCameTooLate_IsSettledAndSaid()
    {
        _refuses = true;
        var name = StoreFixture.NewQueue();
        using var measured = new QueueMeasurements(name);
        var id = Write(name);
        _writer.Complete();

        await _writer.RunAsync(CancellationToken.None).WaitAsync(Second * 30, Cancellation);

        Assert.Equal([id], _settled);
        Assert.Equal([$"Warning: The outcome of job {id} came too late: the job is no longer this worker's."], _log.Lines);
        Assert.Equal([KeyValuePair.Create("functionsscheduler.attempts.finished test refused", 1L)], measured.Totals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ToldToGiveUp_Ends(bool storeAway)
    {
        _away = storeAway;
        using var giveUp = new CancellationTokenSource();
        Write("a");
        var running = _writer.RunAsync(giveUp.Token);
        await Eventually.HoldsAsync(() => !_calls.IsEmpty, "it has tried");

        await giveUp.CancelAsync();

        await running.WaitAsync(Second * 30, Cancellation);
        Assert.Equal(storeAway ? 0 : 1, _settled.Count);
    }

    private string Write(string queue)
    {
        var claim = new ClaimedJob(JobId.New(queue, _clock.GetUtcNow()), 1, new JobSpec("test", 4, null, null, null), 1, default, _clock.GetUtcNow());
        using var job = new RunningJob(claim, Second, Mock.Of<IArtifactStore>(), _clock);
        _writer.Write(job, JobOutcome.Success(job.Id, claim.Token, RawJson.From("done")));
        return job.Id.Value;
    }

    /// <summary>Notes whose outcomes are told: after the time, five arguments each.</summary>
    private RedisResult Answer(RedisValue[] arguments)
    {
        List<string> ids = [.. arguments.Skip(1).Chunk(5).Select(static outcome => (string)outcome[0]!)];
        _calls.Enqueue(ids);
        return _away ? throw ScriptedStore.Away() : ScriptedStore.Numbers(Enumerable.Repeat(_refuses ? 0 : 1, ids.Count));
    }
}
