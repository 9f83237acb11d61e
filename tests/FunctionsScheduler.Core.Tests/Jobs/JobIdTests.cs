using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class JobIdTests
{
    [Fact]
    public void New_NamesItsQueue()
    {
        var id = JobId.New("image", DateTimeOffset.UnixEpoch.AddDays(20_000));

        Assert.StartsWith("image.", id.Value, StringComparison.Ordinal);
        Assert.True(JobId.TryParse(id.Value, out var parsed));
        Assert.Equal(id, parsed);
        Assert.Equal("image", parsed.Queue);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("image")]
    [InlineData("image.")]
    [InlineData(".01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("image.01ARZ3NDEKTSV4RRFFQ69G5FA")]
    [InlineData("image.01ARZ3NDEKTSV4RRFFQ69G5FAVX")]
    [InlineData("im}age.01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("im age.01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    public void TryParse_NotAnId_IsRefused(string? text)
    {
        Assert.False(JobId.TryParse(text, out _));
    }

    [Fact]
    public void TryParse_QueueOfOneLetter_IsAnId()
    {
        Assert.True(JobId.TryParse("q.01ARZ3NDEKTSV4RRFFQ69G5FAV", out var id));
        Assert.Equal(("q", "q.01ARZ3NDEKTSV4RRFFQ69G5FAV"), (id.Queue, id.Value));
    }
}
