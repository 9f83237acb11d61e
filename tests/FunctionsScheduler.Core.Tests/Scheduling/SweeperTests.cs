using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using FunctionsScheduler.Scheduling;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Scheduling;

public sealed class SweeperTests : IClassFixture<GarnetFixture>, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string _name = StoreFixture.NewQueue();
    private readonly GarnetFixture _store;
    private readonly JobQueue _queue;
    private readonly Sweeper _sweeper;

    public SweeperTests(GarnetFixture store)
    {
        _store = store;
        _queue = new JobQueue(store.Connection, _clock);
        _sweeper = new Sweeper(
            _queue, Options.Create(new JobOptions { Queues = _name }), Options.Create(new RetentionOptions()), _clock, () => 0.5, NullLogger<Sweeper>.Instance);
    }

    [Fact]
    public async Task Sweep_DueJobs_BecomeReadyHoweverMany()
    {
        await _queue.SubmitAsync(_name, [.. Enumerable.Range(0, 1200).Select(_ => New() with { Delay = Second })]);
        _clock.Advance(Second);

        await _sweeper.SweepAsync();

        var stats = await _queue.StatsAsync(_name);
        Assert.Equal((1200, 1200, 0), (stats.Waiting, stats.Ready, stats.Delayed));
    }

    [Fact]
    public async Task Sweep_JobsOfADeadWorker_AreReadyAgain()
    {
        await _queue.SubmitAsync(_name, [.. Enumerable.Range(0, 600).Select(_ => New())]);
        await _queue.ClaimAsync(_name, 600, Second * 15, "dead");
        await _sweeper.SweepAsync();
        Assert.Equal(600, (await _queue.StatsAsync(_name)).Running);
        _clock.Advance(Second * 15);

        await _sweeper.SweepAsync();

        var stats = await _queue.StatsAsync(_name);
        Assert.Equal((600, 0), (stats.Waiting, stats.Running));
    }

    [Fact]
    public async Task Sweep_LostTickets_ComeBackAtTheSecondLook()
    {
        await _queue.SubmitAsync(_name, [New(), New()]);
        await _store.Connection.GetDatabase().KeyDeleteAsync(new QueueKeys(_name).Ready);

        await _sweeper.SweepAsync();
        Assert.Equal(0, (await _queue.StatsAsync(_name)).Ready);
        _clock.Advance(Second);
        await _sweeper.SweepAsync();

        Assert.Equal(2, (await _queue.StatsAsync(_name)).Ready);
    }

    [Fact]
    public async Task Sweep_FinishedJobs_AreForgottenWhenTheirTimeIsOver()
    {
        var jobs = new[] { New(), New() };
        await _queue.SubmitAsync(_name, jobs);
        var claimed = await _queue.ClaimAsync(_name, 2, Second * 15, "me");
        var error = new JobError("Boom", "no", 1, _clock.GetUtcNow());
        await _queue.CompleteAsync(_name, [JobOutcome.Success(jobs[0].Id, claimed[0].Token, RawJson.From(1)), JobOutcome.Failure(jobs[1].Id, claimed[1].Token, error)]);

        _clock.Advance(TimeSpan.FromDays(1));
        await _sweeper.SweepAsync();
        Assert.Null(await _queue.GetAsync(jobs[0].Id));
        Assert.NotNull(await _queue.GetAsync(jobs[1].Id));
        _clock.Advance(TimeSpan.FromDays(13));
        await _sweeper.SweepAsync();

        Assert.Null(await _queue.GetAsync(jobs[1].Id));
    }

    [Fact]
    public async Task Start_SweepsByItself()
    {
        await _queue.SubmitAsync(_name, [New() with { Delay = Second }]);
        await _sweeper.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(_clock, Second / 4, async () => (await _queue.StatsAsync(_name)).Waiting == 1, "the job is ready");

        await _sweeper.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _sweeper.Dispose();

    private NewJob New() => new(JobId.New(_name, _clock.GetUtcNow()), "test", new RawJson(Encoding.UTF8.GetBytes("{}")));
}
