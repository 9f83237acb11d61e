using System.Text;
using FunctionsScheduler.Handlers.Data;

namespace FunctionsScheduler.Handlers.Tests.Data;

public sealed class WordCounterTests
{
    [Theory]
    [InlineData("", 0, 0, 0)]
    [InlineData("one", 1, 1, 3)]
    [InlineData("one\n", 1, 1, 4)]
    [InlineData("one\ntwo", 2, 2, 7)]
    [InlineData("one\r\ntwo\r\n", 2, 2, 10)]
    [InlineData("one\rtwo", 2, 2, 7)]
    [InlineData("\n\n", 0, 2, 2)]
    [InlineData("don't re-do 'quoted' -dash-", 4, 1, 27)]
    [InlineData("a--b", 2, 1, 4)]
    [InlineData("naïve ünïcödé 42 3.14", 5, 1, 21)]
    [InlineData("👍🏽 ok 𝒳", 2, 1, 7)]
    public async Task Count_Text_CountsWordsLinesAndCharacters(string text, long words, long lines, long characters)
    {
        var counts = await CountAsync(text);

        Assert.Equal((words, lines, characters), (counts.Words, counts.Lines, counts.Characters));
    }

    [Fact]
    public async Task Count_Text_RanksTheTenMostFrequentTermsWhateverTheirCase()
    {
        var counts = await CountAsync("The the THE cat Cat a b c d e f g h i");

        Assert.Equal(10, counts.TopTerms.Count);
        Assert.Equal([new TermCount("the", 3), new TermCount("cat", 2), new TermCount("a", 1)], counts.TopTerms.Take(3));
        Assert.True(counts.TopTermsExact);
    }

    [Fact]
    public async Task Count_WordLongerThanIsRanked_IsCounted()
    {
        var counts = await CountAsync(new string('x', 100_000) + " y");

        Assert.Equal(2, counts.Words);
        Assert.Equal([new TermCount("y", 1)], counts.TopTerms);
    }

    [Fact]
    public async Task Count_SurrogatePairAcrossReads_IsOneCharacter()
    {
        var counts = await WordCounter.CountAsync(new OneCharReader("a𝒳b 👍"), TestContext.Current.CancellationToken);

        Assert.Equal((1, 5), (counts.Words, counts.Characters));
    }

    [Fact]
    public async Task Count_MoreDistinctTermsThanAreKept_FindsTheFrequentOneAndSaysCountsAreLow()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 120_000; i++)
            text.Append("often w").Append(i).Append(' ');

        var counts = await CountAsync(text.ToString());

        Assert.False(counts.TopTermsExact);
        Assert.Equal("often", counts.TopTerms[0].Term);
        Assert.InRange(counts.TopTerms[0].Count, 110_000, 120_000);
    }

    private static Task<TextCounts> CountAsync(string text) => WordCounter.CountAsync(new StringReader(text), TestContext.Current.CancellationToken);

    /// <summary>Gives a text one UTF-16 unit at a time.</summary>
    private sealed class OneCharReader(string text) : StringReader(text)
    {
        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..1], cancellationToken);
    }
}
