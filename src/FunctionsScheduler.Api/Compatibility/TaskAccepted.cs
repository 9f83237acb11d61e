using System.Text.Json.Serialization;

namespace FunctionsScheduler.Api.Compatibility;

/// <summary>The answer to a submission.</summary>
/// <param name="TaskId">The job's id.</param>
internal sealed record TaskAccepted([property: JsonPropertyName("task_id")] string TaskId);
