using System.Text.Json.Serialization;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Api.Compatibility;

/// <summary>How a job stands, in Celery's words.</summary>
/// <param name="TaskId">The job's id.</param>
/// <param name="Status">PENDING, STARTED, RETRY, SUCCESS, FAILURE or REVOKED.</param>
/// <param name="Result">The result of a success, the error of a failure, otherwise null.</param>
internal sealed record TaskReport(
    [property: JsonPropertyName("task_id")] string TaskId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("result")] RawJson? Result);
