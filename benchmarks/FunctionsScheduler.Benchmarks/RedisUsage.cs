using System.Globalization;
using StackExchange.Redis;

namespace FunctionsScheduler.Benchmarks;

/// <summary>What a Redis has used up since it started, by its <c>INFO</c>.</summary>
/// <param name="CpuSeconds">Processor time, of all its threads.</param>
/// <param name="MemoryBytes">What it holds now.</param>
/// <param name="ReceivedBytes">What clients sent.</param>
/// <param name="SentBytes">What clients were sent.</param>
/// <param name="Commands">Commands, those of scripts counted.</param>
/// <param name="LogBytes">The size of its append-only file; 0 without one.</param>
internal sealed record RedisUsage(double CpuSeconds, double MemoryBytes, double ReceivedBytes, double SentBytes, double Commands, double LogBytes)
{
    public static async Task<RedisUsage> ReadAsync(IServer server)
    {
        var info = (await server.InfoAsync()).SelectMany(static section => section).GroupBy(static pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(static pairs => pairs.Key, static pairs => pairs.First().Value, StringComparer.Ordinal);
        return new RedisUsage(
            Number("used_cpu_sys") + Number("used_cpu_user"), Number("used_memory"), Number("total_net_input_bytes"), Number("total_net_output_bytes"),
            Number("total_commands_processed"), Number("aof_current_size"));

        double Number(string name) => info.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>What came on top since, for each of a number of jobs.</summary>
    public RedisUsage PerJob(RedisUsage since, int jobs) => new(
        (CpuSeconds - since.CpuSeconds) / jobs, (MemoryBytes - since.MemoryBytes) / jobs, (ReceivedBytes - since.ReceivedBytes) / jobs, (SentBytes - since.SentBytes) / jobs,
        (Commands - since.Commands) / jobs, (LogBytes - since.LogBytes) / jobs);
}
