using FunctionsScheduler.Capacity;
using FunctionsScheduler.Core.Tests.Diagnostics;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Core.Tests.Capacity;

public sealed class StoreRoomTests
{
    private const int Full = 10_000_000;

    private readonly RecordedLog<StoreRoom> _log = new();
    private readonly StoreRoom _room;

    public StoreRoomTests() => _room = new StoreRoom(Options.Create(new CapacityOptions { StoreFullPercent = 80 }), _log);

    [Fact]
    public void Take_NothingMeasuredOrNoLimitKnown_IsNeverRefused()
    {
        _room.Take(Full).Dispose();
        _room.Note(new StoreFill(Full, 0), 1000, _room.Landed);
        _room.Take(Full).Dispose();

        Assert.Null(_room.Fill);
        Assert.True(_room.AllowsRuns);
    }

    [Theory]
    [InlineData(7_900_000, true)]
    [InlineData(8_100_000, false)]
    public void Take_AroundTheMark_IsRefusedAboveIt(int used, bool taken)
    {
        _room.Note(new StoreFill(used, Full), 0, _room.Landed);

        Assert.Equal(taken, Takes());
    }

    [Theory]
    [InlineData(7_997_900, true)]
    [InlineData(7_997_901, false)]
    public void Take_AroundTheMark_CountsTheJobItselfAndItsRun(int used, bool taken)
    {
        _room.Note(new StoreFill(used, Full), 0, _room.Landed);

        Assert.Equal(taken, Takes());
    }

    [Fact]
    public void Take_JobsStillToRun_CountWithWhatTheirRunAdds()
    {
        _room.Note(new StoreFill(6_000_000, Full), 2000, _room.Landed);
        Assert.True(Takes());

        _room.Note(new StoreFill(6_000_000, Full), 3000, _room.Landed);

        Assert.False(Takes());
        Assert.Equal(0.6, _room.Fill);
        Assert.InRange(_room.Expected!.Value, 0.8, 0.9);
        Assert.True(_room.AllowsRuns);
    }

    [Fact]
    public void Take_ManyBetweenTwoMeasurements_AreCountedHere()
    {
        _room.Note(new StoreFill(0, Full), 0, 0);
        for (var i = 0; i < 7; i++)
            _room.Take(1_000_000).Dispose();

        Assert.False(Takes(1_000_000));
        _room.Note(new StoreFill(7_000_000, Full), 0, _room.Landed);
        Assert.True(Takes());
    }

    [Fact]
    public void Take_JobsThatReachTheStoreWhileItIsMeasured_AreCountedHereUntilTheNextMeasurement()
    {
        _room.Note(new StoreFill(4_000_000, Full), 0, 0);
        var landed = _room.Landed;
        var late = _room.Take(1_500_000);
        var underWay = _room.Take(1_500_000);
        late.Dispose();

        _room.Note(new StoreFill(4_000_000, Full), 0, landed);
        Assert.False(Takes(1_200_000));
        underWay.Dispose();
        _room.Note(new StoreFill(6_000_000, Full), 0, _room.Landed);

        Assert.True(Takes(1_200_000));
    }

    [Fact]
    public void Note_LittleRoomAgain_StaysClosedUntilThereIsMore()
    {
        _room.Note(new StoreFill(8_100_000, Full), 0, _room.Landed);

        _room.Note(new StoreFill(7_900_000, Full), 0, _room.Landed);
        Assert.False(Takes());
        _room.Note(new StoreFill(7_700_000, Full), 0, _room.Landed);

        Assert.True(Takes());
        Assert.Equal(
            [
                "Warning: The store is nearly full: 81 % of its memory with what the jobs in it will still take. From 80 % on no jobs are accepted (Limits:StoreFullPercent).",
                "Information: The store has room again (77 %); jobs are accepted.",
            ],
            _log.Lines);
    }

    [Fact]
    public void AllowsRuns_StoreFullToTheBrim_IsFalse()
    {
        _room.Note(new StoreFill(9_900_000, Full), 1_000_000, _room.Landed);
        Assert.True(_room.AllowsRuns);

        _room.Note(new StoreFill(Full, Full), 0, _room.Landed);

        Assert.False(_room.AllowsRuns);
    }

    private bool Takes(int payloadBytes = 0)
    {
        try
        {
            _room.Take(payloadBytes).Dispose();
            return true;
        }
        catch (StoreFullException)
        {
            return false;
        }
    }
}
