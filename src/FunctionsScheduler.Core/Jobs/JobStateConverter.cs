using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsScheduler.Jobs;

/// <summary>Job states as clients see them: lower-case words.</summary>
internal sealed class JobStateConverter() : JsonStringEnumConverter<JobState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
