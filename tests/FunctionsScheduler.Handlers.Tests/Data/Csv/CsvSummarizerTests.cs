using System.Text;
using FunctionsScheduler.Handlers.Data.Csv;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Tests.Data.Csv;

public sealed class CsvSummarizerTests
{
    [Fact]
    public async Task Handle_CsvSummary_AnswersRowsAndColumns()
    {
        using var host = JobHost.Guarded();

        var result = await host.RunAsync("data", """{"data": "id,paid\n1,true\n2,\n", "operation": "csv-summary"}""");

        Assert.Equal(
            """
            {"rows":2,"columns":[{"name":"id","type":"integer","count":2,"missing":0,"min":1,"max":2,"mean":1.5,"distinct":2,"distinctCapped":false},{"name":"paid","type":"boolean","count":1,"missing":1,"min":true,"max":true,"mean":null,"distinct":1,"distinctCapped":false}]}
            """,
            result.GetRawText());
    }

    [Theory]
    [InlineData("1|-2|+30", "Integer", -2L, 30L, 29 / 3.0)]
    [InlineData("1|2.5|1e3", "Number", 1.0, 1000.0, 1003.5 / 3)]
    [InlineData("99999999999999999999|1", "Number", 1.0, 1e20, 5e19)]
    [InlineData("true|False|TRUE", "Boolean", false, true, null)]
    [InlineData("2024-05-01|2023-12-31", "Date", "2023-12-31", "2024-05-01", null)]
    [InlineData("2024-05-01T12:00:00Z|2024-05-01T12:30:00+02:00", "Date", "2024-05-01T12:30:00+02:00", "2024-05-01T12:00:00Z", null)]
    [InlineData("pear|apple|Fig", "Text", "Fig", "pear", null)]
    [InlineData("1|two", "Text", "1", "two", null)]
    [InlineData("01234|99999", "Text", "01234", "99999", null)]
    [InlineData("NaN|1", "Text", "1", "NaN", null)]
    [InlineData("1,5|2,5", "Text", "1,5", "2,5", null)]
    [InlineData("05/06/2024", "Text", "05/06/2024", "05/06/2024", null)]
    [InlineData("||  ", "Empty", null, null, null)]
    public async Task Summarize_Column_IsTypedByAllItsValues(string values, string type, object? min, object? max, double? mean)
    {
        var csv = "key,value\n" + string.Concat(values.Split('|').Select(static value => $"k,\"{value}\"\n"));

        var column = (await SummarizeAsync(csv)).Columns[1];

        Assert.Equal((type, min, max), (column.Type.ToString(), column.Min, column.Max));
        Assert.Equal(mean, column.Mean, static (a, b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) <= 1e-9 * Math.Abs(a.Value));
    }

    [Fact]
    public async Task Summarize_Column_CountsMissingAndDistinctValues()
    {
        var column = (await SummarizeAsync("a,b\n1,x\n1,\n2, \n")).Columns[1];

        Assert.Equal((1, 2, 1, false), (column.Count, column.Missing, column.Distinct, column.DistinctCapped));
    }

    [Fact]
    public async Task Summarize_MoreDistinctValuesThanAreKept_SaysSo()
    {
        var csv = new StringBuilder("id\n");
        for (var i = 0; i < 100_001; i++)
            csv.Append(i).Append('\n');

        var column = (await SummarizeAsync(csv.ToString())).Columns[0];

        Assert.Equal((100_000, true, 100_001), (column.Distinct, column.DistinctCapped, column.Count));
    }

    [Theory]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("a|b\n1|2\n")]
    [InlineData("\"a\",\"b\"\r\n\"1\",\"2\"\r\n")]
    public async Task Summarize_OtherDelimitersAndQuotes_AreRecognized(string csv)
    {
        var summary = await SummarizeAsync(csv);

        Assert.Equal((1, "a", "b"), (summary.Rows, summary.Columns[0].Name, summary.Columns[1].Name));
    }

    [Fact]
    public async Task Summarize_OneColumn_NeedsNoDelimiter()
    {
        var summary = await SummarizeAsync("name\nann\nbob\n");

        Assert.Equal((2, "name", 2), (summary.Rows, summary.Columns[0].Name, summary.Columns[0].Distinct));
    }

    [Fact]
    public async Task Summarize_QuotedLineBreaksAndQuotes_BelongToTheField()
    {
        var summary = await SummarizeAsync("a,b\n\"x\ny\",\"say \"\"hi\"\"\"\n");

        Assert.Equal((1, "x\ny", "say \"hi\""), (summary.Rows, summary.Columns[0].Min, summary.Columns[1].Min));
    }

    [Fact]
    public async Task Summarize_LongText_IsShownInPart()
    {
        var column = (await SummarizeAsync($"a\n{new string('z', 500)}\n")).Columns[0];

        Assert.Equal(new string('z', 100), column.Max);
    }

    [Theory]
    [InlineData("", "The CSV is empty; it must begin with a header row.")]
    [InlineData("a,b\n1,2\n3\n", "The CSV is malformed in line 3: it has 1 fields where the header has 2.")]
    [InlineData("a,b\n1,2,3\n", "The CSV is malformed in line 2: it has 3 fields where the header has 2.")]
    [InlineData("a,b\n1,x\"y\n", "The CSV is malformed in or before line 2: a quote is left open, or one inside a field is not doubled.")]
    [InlineData("a,b\n1,\"x\n", "The CSV is malformed in or before line 3: a quote is left open, or one inside a field is not doubled.")]
    public async Task Summarize_Malformed_SaysWhereAndWhy(string csv, string message)
    {
        var error = await Assert.ThrowsAsync<PermanentJobException>(() => SummarizeAsync(csv));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task Summarize_FieldWithoutEnd_IsRefusedBeforeItFillsTheMemory()
    {
        var error = await Assert.ThrowsAsync<PermanentJobException>(() => SummarizeAsync("a,b\n1,\"" + new string('x', 3_000_000)));

        Assert.Contains("a field has more than 1048576 characters. Is a quote left open?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summarize_TooManyColumns_IsRefused()
    {
        var error = await Assert.ThrowsAsync<PermanentJobException>(() => SummarizeAsync(string.Join(',', Enumerable.Range(0, 1001))));

        Assert.Equal("The CSV has 1001 columns; up to 1000 are allowed.", error.Message);
    }

    private static Task<CsvSummary> SummarizeAsync(string csv) =>
        CsvSummarizer.SummarizeAsync(new StringReader(csv), TestContext.Current.CancellationToken);
}
