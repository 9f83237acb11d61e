using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsScheduler.Diagnostics;

namespace FunctionsScheduler.Core.Tests.Diagnostics;

/// <summary>What the platform counts for one queue while this listens: metrics are the whole process's, and other tests run beside.</summary>
internal sealed class QueueMeasurements : IDisposable
{
    private readonly ConcurrentQueue<(string Name, long Value, string Kind)> _measurements = new();
    private readonly ConcurrentQueue<(string Name, double Seconds)> _times = new();
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
                _measurements.Enqueue((instrument.Name, value, $"{named.GetValueOrDefault("type")} {named.GetValueOrDefault("outcome")}"));
        });
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new("queue", queue)))
                _times.Enqueue((instrument.Name, value));
        });
        _listener.Start();
    }

    /// <summary>What was counted in all, by instrument, and by type and outcome after spaces where there are such.</summary>
    public IReadOnlyDictionary<string, long> Totals => _measurements
        .GroupBy(static measurement => $"{measurement.Name} {measurement.Kind}".TrimEnd(), static measurement => measurement.Value)
        .ToDictionary(static group => group.Key, static group => group.Sum());

    /// <summary>The durations measured.</summary>
    public IEnumerable<(string Name, double Seconds)> Times => _times;

    public void Dispose() => _listener.Dispose();
}
