using System.Text;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Handlers.Tests.Data;

/// <summary>Runs alone: it looks at the memory of the process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class StreamingTests
{
    private const int Chunks = 50;
    private const long MaxGrowth = 25 * 1024 * 1024;

    [Theory]
    [InlineData("wordcount")]
    [InlineData("csv-summary")]
    [InlineData("sha256")]
    public async Task Handle_FiftyMegabytes_AreNeverInMemoryAtOnce(string operation)
    {
        using var host = JobHost.Open();
        var line = Encoding.UTF8.GetBytes("alpha,beta,gamma,12345678901234\n");
        var chunk = Enumerable.Repeat(line, 1024 * 1024 / line.Length).SelectMany(static bytes => bytes).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        await using var server = await RemoteServer.StartAsync(async http =>
        {
            http.Response.ContentLength = (long)Chunks * chunk.Length;
            for (var i = 0; i < Chunks; i++)
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
                if (i % 10 == 9)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        });
        var context = new TestJobContext();

        await host.RunAsync("data", $$"""{"url": "{{server.At()}}", "operation": "{{operation}}"}""", context);

        Assert.InRange(most - before, long.MinValue, MaxGrowth);
        Assert.Equal(context.Progress.Order(), context.Progress);
        Assert.InRange(context.Progress.Count, Chunks, int.MaxValue);
        Assert.Equal(100, context.Progress[^1]);
    }
}
