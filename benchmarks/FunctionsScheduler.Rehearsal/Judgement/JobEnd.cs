using System.Collections.Concurrent;
using System.Text.Json;
using FunctionsScheduler.Rehearsal.Load;

namespace FunctionsScheduler.Rehearsal.Judgement;

/// <summary>A job as the API shows it in the end.</summary>
/// <param name="Job">What it was to do.</param>
/// <param name="State">Its state.</param>
/// <param name="Attempt">How often it was tried.</param>
/// <param name="Worker">Who ran it last.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it had ended.</param>
internal sealed record JobEnd(PlannedJob Job, string State, int Attempt, string? Worker, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>Reads all jobs that were accepted; one that is not there has the state <c>lost</c>.</summary>
    public static async Task<IReadOnlyList<JobEnd>> ReadAllAsync(HttpClient api, IReadOnlyCollection<SubmittedJob> jobs)
    {
        var ends = new ConcurrentBag<JobEnd>();
        await Parallel.ForEachAsync(jobs, async (job, cancelled) => ends.Add(await ReadAsync(api, job, cancelled)));
        return [.. ends.OrderBy(static end => end.Job.Number)];
    }

    private static async Task<JobEnd> ReadAsync(HttpClient api, SubmittedJob submitted, CancellationToken cancellationToken)
    {
        using var response = await api.GetAsync($"/api/jobs/{submitted.Id}", cancellationToken);
        if (!response.IsSuccessStatusCode)
            return new JobEnd(submitted.Job, "lost", 0, null, default, null, null);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var job = document.RootElement;
        return new JobEnd(
            submitted.Job, job.GetProperty("state").GetString()!, job.GetProperty("attempt").GetInt32(), job.GetProperty("worker").GetString(),
            job.GetProperty("createdAt").GetDateTimeOffset(), Time("startedAt"), Time("finishedAt"));

        DateTimeOffset? Time(string name) => job.GetProperty(name) is { ValueKind: JsonValueKind.String } time ? time.GetDateTimeOffset() : null;
    }
}
