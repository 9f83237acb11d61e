using System.Collections.Concurrent;
using System.Net;
using FunctionsScheduler.Chaos.Cluster;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Testing;
using StackExchange.Redis;

namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>All jobs as they are when everything has come to rest.</summary>
/// <param name="Jobs">The jobs, read through the API; null for an accepted id that the API does not know.</param>
internal sealed record FinalState(IReadOnlyDictionary<string, JobEnd?> Jobs)
{
    private const int Readers = 16;
    private const string JobKey = ":job:";

    /// <summary>Reads every accepted job, and every job that the store holds besides: those whose submission went without an answer.</summary>
    public static async Task<FinalState> ReadAsync(JobLedger ledger, ChaosCluster cluster)
    {
        var ids = await StoredAsync(cluster);
        ids.UnionWith(ledger.Jobs.Select(static job => job.Id).OfType<string>());
        var jobs = new ConcurrentDictionary<string, JobEnd?>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = Readers }, async (id, _) => jobs[id] = await ReadAsync(cluster, id));
        return new FinalState(jobs);
    }

    private static async Task<JobEnd?> ReadAsync(ChaosCluster cluster, string id) => (await Eventually.SeeAsync(
        () => cluster.ReadAsync(id), static answer => answer.Job is not null || answer.Status == (int)HttpStatusCode.NotFound, $"an answer about {id}")).Job;

    private static async Task<HashSet<string>> StoredAsync(ChaosCluster cluster)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(cluster.Store.Primary.Endpoint);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var key in connection.GetServer(cluster.Store.Primary.Endpoint).KeysAsync(pattern: $"*{JobKey}*", pageSize: 1000))
        {
            var name = (string)key!;
            ids.Add(name[(name.IndexOf(JobKey, StringComparison.Ordinal) + JobKey.Length)..]);
        }
        return ids;
    }
}
