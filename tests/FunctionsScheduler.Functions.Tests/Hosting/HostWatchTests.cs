using FunctionsScheduler.Functions.Hosting;
using FunctionsScheduler.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsScheduler.Functions.Tests.Hosting;

public sealed class HostWatchTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TestDirectory _directory = new();
    private readonly Mock<IHostApplicationLifetime> _lifetime = new();
    private readonly FakeTimeProvider _clock = new();

    private string StatFile => _directory["stat"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("77 (dotnet) S 42 77 77 0 -1", 42)]
    [InlineData("77 (a ) name) R 43 77 77 0 -1", 43)]
    public void ParentId_LineOfTheKernel_IsRead(string line, int expected)
    {
        File.WriteAllText(StatFile, line);

        Assert.Equal(expected, new ParentProcess(StatFile).Id);
    }

    [Fact]
    public void ParentId_ThisProcess_HasOne()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells it in this way.");

        Assert.True(new ParentProcess().Id > 0);
    }

    [Fact]
    public async Task Watch_HostThatDies_EndsTheProcess()
    {
        File.WriteAllText(StatFile, "77 (dotnet) S 42 77");
        using var watch = await WatchAsync();
        for (var i = 0; i < 5; i++)
            _clock.Advance(Second);
        _lifetime.Verify(static lifetime => lifetime.StopApplication(), Times.Never);

        await File.WriteAllTextAsync(StatFile + ".new", "77 (dotnet) S 1 77", TestContext.Current.CancellationToken);
        File.Move(StatFile + ".new", StatFile, overwrite: true);
        await Eventually.HoldsAsync(_clock, Second, () => Task.FromResult(watch.ExecuteTask!.IsCompleted), "the watch has ended");

        _lifetime.Verify(static lifetime => lifetime.StopApplication(), Times.Once);
    }

    [Fact]
    public async Task Watch_OperatingSystemThatDoesNotTell_LeavesTheProcessAlone()
    {
        using var watch = await WatchAsync();

        await watch.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        _lifetime.Verify(static lifetime => lifetime.StopApplication(), Times.Never);
    }

    private async Task<HostWatch> WatchAsync()
    {
        var watch = new HostWatch(new ParentProcess(StatFile), _lifetime.Object, _clock, NullLogger<HostWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        return watch;
    }
}
