using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsScheduler.Diagnostics;

namespace FunctionsScheduler.Core.Tests.Diagnostics;

/// <summary>What the platform counts for one queue while this listens: metrics are the whole process's, and other tests run beside.</summary>
internal sealed class QueueMeasurements : IDisposable
{
    private readonly ConcurrentQueue<(string Name, long Value, string Type)> _measurements = new();
    private readonly MeterListener _listener = new();

    public QueueMeasurements(string queue)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == JobMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var named = tags.ToArray().ToDictionary(static tag => tag.Key, static tag => (string?)tag.Value);
            if (named.GetValueOrDefault("queue") == queue)
                _measurements.Enqueue((instrument.Name, value, named.GetValueOrDefault("type") ?? ""));
        });
        _listener.Start();
    }

    /// <summary>What was counted in all, by instrument, and by type after a space where there is one.</summary>
    public IReadOnlyDictionary<string, long> Totals => _measurements
        .GroupBy(static measurement => $"{measurement.Name} {measurement.Type}".TrimEnd(), static measurement => measurement.Value)
        .ToDictionary(static group => group.Key, static group => group.Sum());

    public void Dispose() => _listener.Dispose();
}
