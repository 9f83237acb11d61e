using System.Text.Json.Serialization;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Api.Compatibility;

/// <summary>A submission as the FastAPI and Celery platform took it.</summary>
internal sealed record TaskSubmission
{
    /// <summary><c>data</c>, <c>image</c>, or any other job type.</summary>
    [JsonPropertyName("job_type")]
    public string? JobType { get; init; }

    /// <summary>What the job's handler is given.</summary>
    [JsonPropertyName("payload")]
    public RawJson? Payload { get; init; }
}
