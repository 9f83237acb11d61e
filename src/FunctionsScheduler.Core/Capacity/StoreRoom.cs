using FunctionsScheduler.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Capacity;

/// <summary>
/// The room there is for jobs. Submissions are refused while the store is nearly full, so that what is in it can be finished with the rest.
/// Between two measurements what is taken in is counted here. Without a measurement, or with a store whose limit nobody knows, all may go on.
/// </summary>
public sealed class StoreRoom(IOptions<CapacityOptions> options, ILogger<StoreRoom> logger)
{
    /// <summary>What a job takes in the store beside its payload while it waits: about 1.2 KB in Garnet, half of that in Redis.</summary>
    private const int JobBytes = 1200;

    /// <summary>What its run adds beside a result: 0.9 KB in Garnet, less in Redis.</summary>
    private const int RunBytes = 900;

    /// <summary>By how many percent the store must be emptier before jobs are taken again, so that it does not change its mind with every job.</summary>
    private const int ReopenPercent = 2;

    private readonly double _closeAt = options.Value.StoreFullPercent / 100.0;
    private readonly double _reopenAt = (options.Value.StoreFullPercent - ReopenPercent) / 100.0;
    private readonly Lock _lock = new();
    private State? _state;
    private long _underWay;
    private long _landed;
    private long _landedAtMeasurement;
    private bool _full;

    /// <summary>The part of the store's memory that is in use; null when it is not known.</summary>
    public double? Fill => _state?.Fill;

    /// <summary>The same with what the runs of all jobs that have not finished will add: what submissions are judged by.</summary>
    public double? Expected => _state?.Expected;

    /// <summary>Whether jobs may be started: a store that is full to the brim may drop what it has.</summary>
    public bool AllowsRuns => Fill is null or < 1;

    /// <summary>The bytes of all jobs that have reached the store from here.</summary>
    internal long Landed => Volatile.Read(ref _landed);

    /// <summary>Takes the room for a job.</summary>
    /// <returns>What is to be disposed of when the job has reached the store, or could not.</returns>
    /// <exception cref="StoreFullException">There is none.</exception>
    public IDisposable Take(int payloadBytes)
    {
        lock (_lock)
        {
            var bytes = payloadBytes + JobBytes + RunBytes;
            if (!_full && _state?.ExpectedWith(_underWay + _landed - _landedAtMeasurement + bytes) is { } expected && expected > _closeAt)
                Close(expected);
            if (_full)
            {
                JobMetrics.SubmissionRefused();
                throw new StoreFullException();
            }
            _underWay += bytes;
            return new Place(this, bytes);
        }
    }

    /// <summary>Notes how full the store is.</summary>
    /// <param name="fill">What the store says.</param>
    /// <param name="unfinished">How many of its jobs are still to run.</param>
    /// <param name="landed">What <see cref="Landed"/> was before the store was asked.</param>
    internal void Note(StoreFill fill, long unfinished, long landed)
    {
        lock (_lock)
        {
            _state = fill.LimitBytes > 0 ? new State(fill, unfinished * RunBytes) : null;
            _landedAtMeasurement = landed;
            var expected = _state?.Expected ?? 0;
            if (!_full && expected > _closeAt)
                Close(expected);
            else if (_full && expected < _reopenAt)
                Reopen(expected);
        }
    }

    private void Land(long bytes)
    {
        lock (_lock)
        {
            _underWay -= bytes;
            _landed += bytes;
        }
    }

    private void Close(double expected)
    {
        _full = true;
        logger.StoreFull(_closeAt, expected);
    }

    private void Reopen(double expected)
    {
        _full = false;
        logger.StoreHasRoom(expected);
    }

    private sealed class Place(StoreRoom room, long bytes) : IDisposable
    {
        public void Dispose() => room.Land(bytes);
    }

    private sealed record State(StoreFill Measured, long RunBytes)
    {
        public double Fill => (double)Measured.UsedBytes / Measured.LimitBytes;

        public double Expected => ExpectedWith(0);

        public double ExpectedWith(long bytes) => (double)(Measured.UsedBytes + RunBytes + bytes) / Measured.LimitBytes;
    }
}
