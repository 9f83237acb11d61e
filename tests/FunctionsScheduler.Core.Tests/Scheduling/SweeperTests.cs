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
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(400);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string _name = StoreFixture.NewQueue();
    private readonly GarnetFixture _store;
    private readonly JobQueue _queue;
    private readonly Sweeper _sweeper;

    public SweeperTests(GarnetFixture store)
    {
        _store = store;
        _queue = new JobQueue(store.Connection, _clock);
        _sweeper = NewSweeper(new RetentionOptions());
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
    public async Task Sweep_TicketsLostAgain_ComeBackAtTheSecondLookAgain()
    {
        await _queue.SubmitAsync(_name, [New(), New()]);
        Assert.Equal([0, 2], await ReadyAfterLossAsync());

        Assert.Equal([0, 2], await ReadyAfterLossAsync());

        async Task<IReadOnlyList<long>> ReadyAfterLossAsync()
        {
            await _store.Connection.GetDatabase().KeyDeleteAsync(new QueueKeys(_name).Ready);
            var ready = new List<long>();
            for (var look = 0; look < 2; look++)
            {
                await _sweeper.SweepAsync();
                ready.Add((await _queue.StatsAsync(_name)).Ready);
                _clock.Advance(Second);
            }
            return ready;
        }
    }

    [Fact]
    public async Task Sweep_AgainAtOnce_LeavesWhatIsDueEachSecondOrMinute()
    {
        using var sweeper = NewSweeper(new RetentionOptions { Succeeded = TimeSpan.Zero });
        await sweeper.SweepAsync();
        var jobs = new[] { New(), New() };
        await _queue.SubmitAsync(_name, jobs);
        await _queue.CancelAsync(jobs[0].Id);
        await _queue.ClaimAsync(_name, 1, TimeSpan.Zero, "dead");
        Task<JobState?[]> StatesAsync() => Task.WhenAll(jobs.Select(async job => (await _queue.GetAsync(job.Id))?.State));

        await sweeper.SweepAsync();
        Assert.Equal([JobState.Cancelled, JobState.Running], await StatesAsync());
        _clock.Advance(Second);
        await sweeper.SweepAsync();
        Assert.Equal([JobState.Cancelled, JobState.Queued], await StatesAsync());
        _clock.Advance(Second * 59);
        await sweeper.SweepAsync();

        Assert.Equal([null, JobState.Queued], await StatesAsync());
    }

    [Fact]
    public async Task Sweep_CancelledJobs_AreKeptAsLongAsSucceededOnes()
    {
        var job = New();
        await _queue.SubmitAsync(_name, [job]);
        await _queue.CancelAsync(job.Id);

        _clock.Advance(TimeSpan.FromDays(1) - Second);
        await _sweeper.SweepAsync();
        Assert.Equal(JobState.Cancelled, (await _queue.GetAsync(job.Id))?.State);
        _clock.Advance(Second * 60);
        await _sweeper.SweepAsync();

        Assert.Null(await _queue.GetAsync(job.Id));
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

    [Fact]
    public async Task Start_BetweenTwoSweeps_WaitsTheIntervalByItsDraw()
    {
        var clock = new WaitingClock(_clock.GetUtcNow());
        using var sweeper = NewSweeper(new RetentionOptions(), clock, draw: 0.25);
        await sweeper.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(SweepInterval * 0.75, await clock.NextWaitAsync());
        await _queue.SubmitAsync(_name, [New() with { RunAt = _clock.GetUtcNow() + (SweepInterval / 2) }]);

        clock.Advance(SweepInterval * 0.75);

        await clock.NextWaitAsync();
        Assert.Equal(1, (await _queue.StatsAsync(_name)).Waiting);
        await sweeper.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _sweeper.Dispose();

    private NewJob New() => new(JobId.New(_name, _clock.GetUtcNow()), "test", new RawJson(Encoding.UTF8.GetBytes("{}")));

    private Sweeper NewSweeper(RetentionOptions retention, FakeTimeProvider? clock = null, double draw = 0.5)
    {
        clock ??= _clock;
        var jobs = new JobOptions { Queues = _name, SweepInterval = SweepInterval };
        return new Sweeper(new JobQueue(_store.Connection, clock), Options.Create(jobs), Options.Create(retention), clock, () => draw, NullLogger<Sweeper>.Instance);
    }
}
