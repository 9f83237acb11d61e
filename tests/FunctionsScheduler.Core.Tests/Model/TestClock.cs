namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>A clock that can also go back, as a server's does when it is set right.</summary>
internal sealed class TestClock : TimeProvider
{
    public long Now { get; set; } = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
}
