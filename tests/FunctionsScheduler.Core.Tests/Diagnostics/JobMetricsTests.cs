using System.Text;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Scheduling;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Diagnostics;

public sealed class JobMetricsTests : IClassFixture<GarnetFixture>, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string _name = StoreFixture.NewQueue();
    private readonly GarnetFixture _store;
    private readonly JobQueue _queue;
    private readonly QueueMeasurements _measured;

    public JobMetricsTests(GarnetFixture store)
    {
        _store = store;
        _queue = new JobQueue(store.Connection, _clock);
        _measured = new QueueMeasurements(_name);
    }

    [Fact]
    public async Task Submit_JobsThatAnEarlierOneStandsFor_AreNotCounted()
    {
        var key = new IdempotencyKey("order-17", new string('a', 64));
        await _queue.SubmitAsync(_name, [New() with { IdempotencyKey = key }, New(), New() with { Type = "other" }]);

        await _queue.SubmitAsync(_name, [New() with { IdempotencyKey = key }, New() with { IdempotencyKey = key with { Content = new string('b', 64) } }]);

        AssertTotals(("functionsscheduler.jobs.submitted test", 2), ("functionsscheduler.jobs.submitted other", 1));
    }

    [Fact]
    public async Task Sweep_WhatItDoes_IsCounted()
    {
        using var sweeper = new Sweeper(
            _queue, Options.Create(new JobOptions { Queues = _name }), Options.Create(new RetentionOptions { Succeeded = TimeSpan.Zero }), _clock, () => 0.5, NullLogger<Sweeper>.Instance);
        await _queue.SubmitAsync(_name, [.. Enumerable.Range(0, 4).Select(_ => New())]);
        var claimed = await _queue.ClaimAsync(_name, 4, Second, "dead");
        await _queue.CompleteAsync(_name, [JobOutcome.Success(claimed[0].Id, claimed[0].Token, RawJson.From(1))]);
        await _queue.SubmitAsync(_name, [New() with { Delay = Second }, New() with { Delay = Second }]);

        await SweepAsync();
        await SweepAsync();
        await _store.Connection.GetDatabase().KeyDeleteAsync(new QueueKeys(_name).Ready);
        await SweepAsync();
        await SweepAsync();

        AssertTotals(
            ("functionsscheduler.jobs.submitted test", 6),
            ("functionsscheduler.jobs.trimmed", 1),
            ("functionsscheduler.jobs.promoted", 2),
            ("functionsscheduler.jobs.reaped", 3),
            ("functionsscheduler.tickets.added", 5),
            ("functionsscheduler.sweeps", 4));

        async Task SweepAsync()
        {
            await sweeper.SweepAsync();
            _clock.Advance(Second);
        }
    }

    [Fact]
    public async Task Start_BeforeAnythingHappened_EveryCounterIsZero()
    {
        var services = new ServiceCollection().AddJob<Echo>("test", _name).AddJob<Echo>("elsewhere", "other").BuildServiceProvider();
        using var monitor = new QueueMonitor(
            _queue, new JobCatalog(services.GetServices<JobType>()), Options.Create(new JobOptions { Queues = _name }), _clock, NullLogger<QueueMonitor>.Instance);

        await monitor.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => _measured.Totals.Count == 12, "the counters of one queue and one type");
        AssertTotals(
            ("functionsscheduler.jobs.submitted test", 0),
            ("functionsscheduler.attempts.finished test succeeded", 0),
            ("functionsscheduler.attempts.finished test retrying", 0),
            ("functionsscheduler.attempts.finished test failed", 0),
            ("functionsscheduler.jobs.running", 0),
            ("functionsscheduler.jobs.promoted", 0),
            ("functionsscheduler.jobs.reaped", 0),
            ("functionsscheduler.jobs.trimmed", 0),
            ("functionsscheduler.leases.lost", 0),
            ("functionsscheduler.tickets.added", 0),
            ("functionsscheduler.doorbells.silent", 0),
            ("functionsscheduler.sweeps", 0));
        await monitor.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Run_Job_IsCountedWithItsWaitItsTimeAndItsOutcome()
    {
        var claim = new ClaimedJob(JobId.New(_name, _clock.GetUtcNow()), 1, new JobSpec("test", 4, null, null, null), 1, default, _clock.GetUtcNow());

        JobMetrics.Claimed(claim, claim.ReadyAt + Second);
        AssertTotals(("functionsscheduler.jobs.running", 1));
        JobMetrics.Ran(claim, Second * 2);
        JobMetrics.Finished(JobOutcome.Success(claim.Id, 1, default), "test", recorded: true);
        JobMetrics.Finished(JobOutcome.GiveBack(claim.Id, 1), "test", recorded: true);
        JobMetrics.Finished(JobOutcome.Success(claim.Id, 1, default), "test", recorded: false);

        AssertTotals(
            ("functionsscheduler.jobs.running", 0),
            ("functionsscheduler.attempts.finished test succeeded", 1),
            ("functionsscheduler.attempts.finished test queued", 1),
            ("functionsscheduler.attempts.finished test refused", 1));
        Assert.Equal([("functionsscheduler.job.wait", 1.0), ("functionsscheduler.job.run", 2.0)], _measured.Times);
    }

    [Fact]
    public void Claimed_ClockBehindTheStores_WaitIsNotNegative()
    {
        var claim = new ClaimedJob(JobId.New(_name, _clock.GetUtcNow()), 1, new JobSpec("test", 4, null, null, null), 1, default, _clock.GetUtcNow());

        JobMetrics.Claimed(claim, claim.ReadyAt - Second);

        Assert.Equal([("functionsscheduler.job.wait", 0.0)], _measured.Times);
    }

    public void Dispose() => _measured.Dispose();

    private void AssertTotals(params (string Name, long Value)[] expected) =>
        Assert.Equal(expected.Order(), _measured.Totals.Select(static total => (total.Key, total.Value)).Order());

    private NewJob New() => new(JobId.New(_name, _clock.GetUtcNow()), "test", new RawJson(Encoding.UTF8.GetBytes("{}")));

    private sealed class Echo : IJobHandler<string, string>
    {
        public Task<string> HandleAsync(string payload, JobContext context) => Task.FromResult(payload);
    }
}
