using System.Text.Json;
using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Core.Tests.Jobs;

/// <summary>Runs alone: it changes the zone of the whole process, which .NET takes from TZ (not on Windows, whose own zone serves as well).</summary>
[Collection(nameof(UtcTimeConverterTests))]
[CollectionDefinition(nameof(UtcTimeConverterTests), DisableParallelization = true)]
public sealed class UtcTimeConverterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-01-31T12:00")]
    [InlineData("2026-01-31T12:00:00+00:00")]
    [InlineData("2026-01-31T13:30:00+01:30")]
    [InlineData("2026-01-31T04:00:00.000-08:00")]
    public void Read_AnyZoneOrNone_IsTheSameTimeWhereverItIsRead(string text)
    {
        foreach (var zone in new[] { "UTC", "Asia/Tokyo", "America/New_York" })
            Assert.Equal(Noon, In(zone, () => JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", JobJson.Options)));
    }

    [Theory]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00.000Z")]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00.000Z")]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T02:30:00.000Z")]
    public void Read_WhileTheClocksChange_IsStillExact(string text, string utc)
    {
        Assert.Equal($"\"{utc}\"", In("Europe/Berlin", () => RawJson.From(JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", JobJson.Options)).ToString()));
    }

    [Fact]
    public void Write_AnyOffset_IsUtcInMilliseconds()
    {
        var time = new DateTimeOffset(2026, 1, 31, 2, 0, 0, TimeSpan.FromHours(-10)).AddTicks(1_239_999);

        foreach (var zone in new[] { "UTC", "Asia/Tokyo" })
            Assert.Equal("\"2026-01-31T12:00:00.123Z\"", In(zone, () => RawJson.From(time).ToString()));
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("null")]
    public void Read_NotATime_IsRefused(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, JobJson.Options));
    }

    private static T In<T>(string zone, Func<T> act)
    {
        var before = Environment.GetEnvironmentVariable("TZ");
        try
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            return act();
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
