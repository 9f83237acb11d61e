using System.Net;
using System.Text.Json;
using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Chaos.Load;

/// <summary>
/// Keeps submitting jobs at an even pace, whatever happens; nothing is submitted twice. Only while many jobs wait it pauses: in a long line
/// the time until a dead worker's job runs again would be that of the line, so a slow machine gets fewer jobs instead.
/// </summary>
internal sealed class JobDriver(ChaosSettings settings, ChaosCluster cluster, JobTarget target, JobLedger ledger)
{
    private const int MaxUnderWay = 256;
    private const double MaxWaitingSeconds = 2;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CountInterval = TimeSpan.FromMilliseconds(250);

    private readonly JobMix _mix = new(settings.Seed);
    private readonly RunClock _clock = ledger.Clock;
    private int _underWay;
    private volatile int _waiting;
    private volatile bool _held;

    /// <summary>Submits until told to stop; ends when every submission has been answered or given up.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var counting = CountAsync(stopping);
        using var timer = new PeriodicTimer(Tick);
        var (owed, last, nextPoison) = (0.0, _clock.Now, TimeSpan.Zero);
        while (!stopping.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            // What could not be sent in its time is not made up for: an outage must not end in a flood.
            owed = Math.Min(owed + ((_clock.Now - last).TotalSeconds * settings.JobsPerSecond), settings.JobsPerSecond / 10);
            last = _clock.Now;
            for (; owed >= 1 && !_held && _underWay < MaxUnderWay && _waiting < MaxWaitingSeconds * settings.JobsPerSecond; owed--)
            {
                if (cluster.Apis.Where(static api => api.IsUp).MinBy(static api => api.UnderWay) is not { } api)
                    break;
                var plan = _mix.Next();
                if (_clock.Now >= nextPoison)
                {
                    nextPoison = _clock.Now + settings.PoisonInterval;
                    plan = plan with { Kind = JobKind.Poison };
                }
                _ = SubmitAsync(api, ledger.Open(plan));
            }
        }
        await counting;
        await IdleAsync();
    }

    /// <summary>Stops submitting until <see cref="Release"/>; returns when no submission can be acknowledged any more.</summary>
    public async Task HoldAsync()
    {
        _held = true;
        await IdleAsync();
    }

    public void Release() => _held = false;

    /// <summary>Submits a job through one API.</summary>
    public async Task SubmitAsync(Member api, JobRecord job)
    {
        Interlocked.Increment(ref _underWay);
        api.Enter();
        job.SentAt = _clock.Now;
        try
        {
            using var response = await api.Http.PostAsync("/api/jobs", ApiClient.Json(job.Plan.ToJson(job.Number, target.Address)));
            string? id = null;
            if (response.StatusCode == HttpStatusCode.Accepted)
                id = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();
            ledger.Answered(job, (int)response.StatusCode, response.Headers.RetryAfter is not null, id);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            ledger.Answered(job, status: 0, hasRetryAfter: false, id: null);
        }
        finally
        {
            api.Leave();
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task CountAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await cluster.TryGetTextAsync("/api/queues") is (200, var text))
                _waiting = QueueCount.Of(text, "waiting");
            await Task.Delay(CountInterval, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task IdleAsync()
    {
        while (Volatile.Read(ref _underWay) > 0)
            await Task.Delay(Tick);
    }
}
