using System.Diagnostics;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Benchmarks;

/// <summary>The work every contestant does: upper-case a short string and keep the result.</summary>
internal sealed class UpperCaseJob : IJobHandler<Sample, string>
{
    private static long _firstRun;

    /// <summary>Timestamp at which the first job ran, as the peers' benches count too.</summary>
    public static long FirstRun => _firstRun;

    public Task<string> HandleAsync(Sample payload, JobContext context)
    {
        if (_firstRun == 0)
            Interlocked.CompareExchange(ref _firstRun, Stopwatch.GetTimestamp(), 0);
        return Task.FromResult("Processed data: " + payload.Data.ToUpperInvariant());
    }
}
