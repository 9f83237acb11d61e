using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Rehearsal.Load;

/// <summary>Submits every job of the plan at its time.</summary>
internal sealed class JobDriver(HttpClient api, string queue, JobTarget target, RehearsalClock clock)
{
    private const int MaxUnderWay = 32;

    private readonly ConcurrentQueue<SubmittedJob> _accepted = new();
    private readonly ConcurrentQueue<string> _refused = new();

    /// <summary>What the API has taken.</summary>
    public IReadOnlyCollection<SubmittedJob> Accepted => _accepted;

    /// <summary>What the API answered otherwise; nothing, when all is well.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>Submits them all.</summary>
    public Task RunAsync(IReadOnlyList<PlannedJob> plan, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        plan, new ParallelOptions { MaxDegreeOfParallelism = MaxUnderWay, CancellationToken = cancellationToken },
        async (job, cancelled) =>
        {
            await clock.UntilAsync(job.At, cancelled);
            await SubmitAsync(job, cancelled);
        });

    private async Task SubmitAsync(PlannedJob job, CancellationToken cancellationToken)
    {
        using var response = await api.PostAsync(
            "/api/jobs", ApiClient.Json($$$"""{"type": "http", "queue": "{{{queue}}}", "payload": {"url": "{{{target.AddressOf(job)}}}"}}"""), cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            using var document = JsonDocument.Parse(text);
            _accepted.Enqueue(new SubmittedJob(job, document.RootElement.GetProperty("id").GetString()!));
        }
        else
        {
            _refused.Enqueue($"{(int)response.StatusCode} {text}");
        }
    }
}
