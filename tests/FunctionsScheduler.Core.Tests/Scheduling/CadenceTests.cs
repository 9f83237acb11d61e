using FunctionsScheduler.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsScheduler.Core.Tests.Scheduling;

public sealed class CadenceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly Cadence _cadence = new();

    [Fact]
    public void IsDue_AtFirstAndThenOnceAnInterval()
    {
        Assert.True(_cadence.IsDue(_clock, Minute));
        Assert.False(_cadence.IsDue(_clock, Minute));
        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.False(_cadence.IsDue(_clock, Minute));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(_cadence.IsDue(_clock, Minute));
        Assert.False(_cadence.IsDue(_clock, Minute));
    }

    [Fact]
    public void IsDue_Late_CountsTheIntervalFromThen()
    {
        _cadence.IsDue(_clock, Minute);
        _clock.Advance(Minute * 1.5);
        Assert.True(_cadence.IsDue(_clock, Minute));

        _clock.Advance(Minute / 2);

        Assert.False(_cadence.IsDue(_clock, Minute));
    }
}
