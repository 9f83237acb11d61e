using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Core.Tests.Processing;

public sealed class QueueTurnTests
{
    [Fact]
    public void Open_Twice_ClosesWithTheSecondClose()
    {
        var turn = new QueueTurn("queue", isOpen: false);
        turn.Open(1);
        turn.Open(2);

        turn.Close();
        Assert.True(turn.IsOpen);
        turn.Close();

        Assert.False(turn.IsOpen);
    }

    [Fact]
    public void Began_UntilTheLastHasEnded_IsBusy()
    {
        var turn = new QueueTurn("queue", isOpen: true);
        turn.Began(1);
        turn.Began(2);

        turn.Ended(3);
        Assert.True(turn.IsBusy);
        turn.Ended(4);

        Assert.False(turn.IsBusy);
    }

    [Fact]
    public void WorkedAt_OpenedBeganOrEnded_IsTheLastOfThem()
    {
        var turn = new QueueTurn("queue", isOpen: true);
        turn.Open(1);
        Assert.Equal(1, turn.WorkedAt);
        turn.Began(2);
        Assert.Equal(2, turn.WorkedAt);

        turn.Ended(3);

        Assert.Equal(3, turn.WorkedAt);
    }
}
