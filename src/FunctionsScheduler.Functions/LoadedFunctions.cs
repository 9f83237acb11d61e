using FunctionsScheduler.Functions.Queues;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Configuration;

namespace FunctionsScheduler.Functions;

/// <summary>
/// Which functions this process loads: all, or those that the settings <c>AzureFunctionsJobHost:functions:0</c>, <c>:1</c>, ... name. That is
/// how one image is an API and a worker for each queue.
/// </summary>
internal sealed class LoadedFunctions(IConfiguration configuration)
{
    private readonly string[] _names = configuration.GetSection("AzureFunctionsJobHost:functions").Get<string[]>() ?? [];

    /// <summary>Whether there is any function here that answers HTTP.</summary>
    public bool ServeApi => _names.Length == 0 || _names.Any(static name => !QueueFunctions.Queues.ContainsKey(name));

    /// <summary>The queues whose jobs run here: all that are configured, or those of the functions named.</summary>
    public IReadOnlyList<string> QueuesOf(IConfiguration settings)
    {
        var queues = (settings.GetSection("Jobs").Get<JobOptions>() ?? new JobOptions()).QueueNames;
        if (_names.Length == 0)
            return queues;
        var triggered = _names.Select(static name => QueueFunctions.Queues.GetValueOrDefault(name));
        return [.. queues.Intersect(triggered, StringComparer.Ordinal)!];
    }
}
