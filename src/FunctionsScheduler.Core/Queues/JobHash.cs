using System.Globalization;
using System.Text.Json;
using FunctionsScheduler.Jobs;
using StackExchange.Redis;

namespace FunctionsScheduler.Queues;

/// <summary>How a job is written in its hash. The fields the scripts set themselves are named there.</summary>
internal static class JobHash
{
    /// <summary>Adds a job to the arguments of the submit script.</summary>
    public static void Write(NewJob job, List<RedisValue> arguments)
    {
        arguments.Add(job.Id.Value);
        arguments.Add(job.Priority);
        arguments.Add(Due(job));
        arguments.Add(job.IdempotencyKey is { } key ? key.Content + key.Value : RedisValue.EmptyString);
        var count = arguments.Count;
        arguments.Add(0);
        Add("spec", JobSpec.Of(job).ToString());
        Add("payload", job.Payload.Utf8);
        if (job.Tags.Count > 0)
            Add("tags", JsonSerializer.SerializeToUtf8Bytes(job.Tags, JobJson.Options));
        arguments[count] = arguments.Count - count - 1;

        void Add(RedisValue name, RedisValue value)
        {
            arguments.Add(name);
            arguments.Add(value);
        }
    }

    /// <summary>Reads a job from the fields of its hash; null when there are none.</summary>
    public static Job? Read(JobId id, RedisResult hash)
    {
        var flat = (RedisValue[]?)hash ?? [];
        if (flat.Length == 0)
            return null;
        var fields = new Dictionary<string, RedisValue>(flat.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i + 1 < flat.Length; i += 2)
            fields[flat[i]!] = flat[i + 1];

        var state = JobStateNames.Parse(fields["state"]!);
        var spec = JobSpec.Parse(fields["spec"]!);
        return new Job
        {
            Id = id.Value,
            Queue = id.Queue,
            Type = spec.Type,
            State = state,
            Priority = (int)fields["priority"],
            Attempt = (int)Field("attempt"),
            MaxAttempts = spec.MaxAttempts,
            Payload = new RawJson(fields["payload"]),
            Result = Field("result") is { HasValue: true } result ? new RawJson(result) : null,
            Error = Field("error") is { IsNullOrEmpty: false } error ? JsonSerializer.Deserialize<JobError>(((ReadOnlyMemory<byte>)error).Span, JobJson.Options) : null,
            Progress = state == JobState.Succeeded ? 100 : Field("progress") is { HasValue: true } progress ? (double)progress : 0,
            Tags = Field("tags") is { HasValue: true } tags ? JsonSerializer.Deserialize<string[]>(((ReadOnlyMemory<byte>)tags).Span, JobJson.Options)! : [],
            CreatedAt = Time(fields["createdAt"]),
            RunAt = Time(fields["readyAt"]),
            StartedAt = Field("startedAt") is { HasValue: true } started ? Time(started) : null,
            FinishedAt = Field("finishedAt") is { IsNullOrEmpty: false } finished ? Time(finished) : null,
            Worker = Field("worker"),
            TimeoutSeconds = spec.Timeout?.TotalSeconds,
        };

        RedisValue Field(string name) => fields.GetValueOrDefault(name, RedisValue.Null);
    }

    /// <summary>Reads the reply of the submit script.</summary>
    public static SubmitReceipt ReadReceipt(RedisResult reply)
    {
        const int Stride = 3;
        var values = (RedisValue[])reply!;
        var receipt = new SubmitReceipt((int)values[0], Time(values[1]));
        if (values.Length == 2)
            return receipt;
        var earlier = new Dictionary<JobId, EarlierSubmission>();
        for (var i = 2; i + Stride <= values.Length; i += Stride)
            earlier[JobId.Parse(values[i]!)] = new EarlierSubmission(values[i + 1].IsNullOrEmpty ? null : JobId.Parse(values[i + 1]!), Time(values[i + 2]));
        return receipt with { Earlier = earlier };
    }

    /// <summary>Reads the reply of the claim script.</summary>
    public static List<ClaimedJob> ReadClaimed(RedisResult reply)
    {
        const int Stride = 6;
        var values = (RedisValue[]?)reply ?? [];
        var jobs = new List<ClaimedJob>(values.Length / Stride);
        for (var i = 0; i + Stride <= values.Length; i += Stride)
        {
            var spec = JobSpec.Parse(values[i + 3]!);
            jobs.Add(new ClaimedJob(JobId.Parse(values[i]!), (long)values[i + 1], spec, (int)values[i + 2], new RawJson(values[i + 4]), Time(values[i + 5])));
        }
        return jobs;
    }

    /// <summary>Adds an outcome to the arguments of the complete script.</summary>
    public static void Write(JobOutcome outcome, List<RedisValue> arguments)
    {
        arguments.Add(outcome.Id.Value);
        arguments.Add(outcome.Token);
        arguments.Add(outcome.State.ToStoreName());
        arguments.Add(outcome.Error is null ? outcome.Result.Utf8 : JsonSerializer.SerializeToUtf8Bytes(outcome.Error, JobJson.Options));
        arguments.Add((long)outcome.Delay.TotalMilliseconds);
    }

    private static RedisValue Due(NewJob job)
    {
        if (job.RunAt is { } at)
            return at.ToUnixTimeMilliseconds();
        return job.Delay > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"+{(long)Math.Ceiling(job.Delay.TotalMilliseconds)}")
            : RedisValue.EmptyString;
    }

    private static DateTimeOffset Time(RedisValue ms) => DateTimeOffset.FromUnixTimeMilliseconds((long)ms);
}
