using System.Collections.Frozen;
using System.Diagnostics;
using FunctionsScheduler.Capacity;
using FunctionsScheduler.Diagnostics;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Queues;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Jobs;

/// <summary>Takes submissions: checks them, gives them an id and puts them into their queue.</summary>
public sealed class JobSubmitter(JobQueue queue, ISubmitBarrier barrier, JobCatalog catalog, StoreRoom room, IOptions<JobOptions> options, TimeProvider clock)
{
    private const int MaxBatch = 200;

    private readonly FrozenDictionary<string, Coalescer<NewJob, SubmitReceipt>> _queues = options.Value.QueueNames.ToFrozenDictionary(
        static name => name, name => new Coalescer<NewJob, SubmitReceipt>(jobs => barrier.PassAsync(name, () => queue.SubmitAsync(name, jobs)), MaxBatch), StringComparer.Ordinal);

    /// <summary>Submits a job.</summary>
    /// <param name="submission">What is asked for.</param>
    /// <param name="idempotencyKey">Under what the submission may be repeated within 24 hours: the answer is the same then, and there is no second job.</param>
    /// <returns>The job as it was accepted, which is in the store by then.</returns>
    /// <exception cref="InvalidJobException">The submission is wrong; nothing was submitted.</exception>
    /// <exception cref="IdempotencyConflictException">The key was used for another submission; nothing was submitted.</exception>
    /// <exception cref="StoreFullException">The store is nearly full; nothing was submitted.</exception>
    /// <exception cref="StoreUnavailableException">The store is away; the job may or may not be in it.</exception>
    public async Task<Job> SubmitAsync(JobSubmission submission, string? idempotencyKey = null)
    {
        ArgumentNullException.ThrowIfNull(submission);
        using var activity = JobTracing.StartSubmit(submission.Type);
        var job = Check(submission, idempotencyKey);
        using var place = room.Take(job.Payload.Utf8.Length);
        activity?.SetTag("job.id", job.Id.Value);
        var receipt = await _queues[job.Id.Queue].SendAsync(job);
        if (receipt.Earlier is null || !receipt.Earlier.TryGetValue(job.Id, out var earlier))
            return job.AcceptedAt(receipt.At);
        return earlier.Id is { } id ? (job with { Id = id }).AcceptedAt(earlier.At) : throw new IdempotencyConflictException(idempotencyKey!);
    }

    private NewJob Check(JobSubmission submission, string? idempotencyKey)
    {
        var errors = new List<FieldError>();
        JobType? type = null;
        if (string.IsNullOrEmpty(submission.Type))
            errors.Add(new FieldError("type", $"is required; it must be one of: {string.Join(", ", catalog.Names)}"));
        else if (!catalog.TryGet(submission.Type, out type))
            errors.Add(new FieldError("type", $"'{submission.Type}' is not a job type; it must be one of: {string.Join(", ", catalog.Names)}"));

        var target = submission.Queue ?? type?.Queue;
        if (target is not null && !_queues.ContainsKey(target))
            errors.Add(new FieldError("queue", $"'{target}' is not a queue; it must be one of: {string.Join(", ", options.Value.QueueNames)}"));

        if (submission.Payload is not { } payload)
            errors.Add(new FieldError("payload", "is required"));
        else if (type is not null)
            errors.AddRange(type.Validate(payload));

        if (idempotencyKey is not null && !IdempotencyKey.IsValid(idempotencyKey))
            errors.Add(new FieldError("Idempotency-Key", $"must be 1 to {IdempotencyKey.MaxLength} visible ASCII characters"));
        SubmissionRules.Check(submission, clock.GetUtcNow(), errors);
        if (errors.Count > 0)
            throw new InvalidJobException(errors);

        var policy = submission.Retry?.ApplyTo(type!.Options.Retry);
        return new NewJob(JobId.New(target!, clock.GetUtcNow()), type!.Name, submission.Payload!.Value)
        {
            Priority = submission.Priority,
            Delay = TimeSpan.FromSeconds(submission.DelaySeconds ?? 0),
            RunAt = submission.RunAt,
            Timeout = submission.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            MaxAttempts = (policy ?? type.Options.Retry).MaxAttempts,
            Retry = policy,
            Tags = submission.Tags ?? [],
            IdempotencyKey = idempotencyKey is null ? null : IdempotencyKey.Of(idempotencyKey, submission),
            TraceParent = Activity.Current?.Id,
        };
    }
}
