using System.CommandLine;
using FunctionsScheduler.Chaos.Faults;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Chaos;

/// <summary>The command line.</summary>
internal static class ChaosCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var defaults = new ChaosSettings();
        var minutes = Option("--minutes", "How long faults go on.", defaults.Duration.TotalMinutes);
        var seed = Option("--seed", "Draws the jobs and the schedule of faults; the same seed, the same schedule.", defaults.Seed);
        var workers = Option("--workers", "Worker processes.", defaults.Workers);
        var apis = Option("--apis", "API processes.", defaults.Apis);
        var rate = Option("--jobs-per-second", "Submissions a second.", defaults.JobsPerSecond);
        var lease = Option("--lease", "Jobs:Lease, in seconds.", defaults.Lease.TotalSeconds);
        var outage = Option("--outage", "How long Redis stays away in the outages that are measured, in seconds.", defaults.Outage.TotalSeconds);
        var killEvery = Option("--kill-every", "Seconds from one fault of a process to the next, on average.", defaults.ProcessFaultInterval.TotalSeconds);
        var wait = Option("--wait-for-replicas", "Sets Redis:WaitForReplicas=1, and goes on submitting while a primary is killed for good.", defaults.WaitForReplicas);
        var logs = Option<string?>("--logs", "A directory for the output of all processes.", null);
        // A fault of a process waits until another one of its kind is well.
        foreach (var count in new[] { workers, apis })
        {
            count.Validators.Add(result =>
            {
                if (result.GetValue(count) < 2)
                    result.AddError($"{count.Name} must be at least 2.");
            });
        }
        var root = new RootCommand(
            """
            Lets everything go wrong under load, and looks whether a job was lost.

            Starts APIs and workers as processes on a redis-server with a replica, submits jobs through the API, and kills and pauses processes
            and Redis, drops connections, fills memory and fails over, by a schedule that the seed draws. In the end it reads every job, prints
            a report, and exits with 1 when a job was lost, had two outcomes, or anything else was not as promised.
            """)
        {
            minutes, seed, workers, apis, rate, lease, outage, killEvery, wait, logs,
        };
        root.SetAction(parsed => RunAsync(new ChaosSettings
        {
            Duration = TimeSpan.FromMinutes(parsed.GetValue(minutes)),
            Seed = parsed.GetValue(seed),
            Workers = parsed.GetValue(workers),
            Apis = parsed.GetValue(apis),
            JobsPerSecond = parsed.GetValue(rate),
            Lease = TimeSpan.FromSeconds(parsed.GetValue(lease)),
            Outage = TimeSpan.FromSeconds(parsed.GetValue(outage)),
            ProcessFaultInterval = TimeSpan.FromSeconds(parsed.GetValue(killEvery)),
            WaitForReplicas = parsed.GetValue(wait),
            LogDirectory = parsed.GetValue(logs),
        }));
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(ChaosSettings settings)
    {
        if (!RedisServer.IsInstalled)
        {
            await Console.Error.WriteLineAsync("There is no redis-server on this machine (Debian: apt-get install redis-server).");
            return 1;
        }
        if (settings.LogDirectory is { } logs)
            Directory.CreateDirectory(logs);
        Console.WriteLine($"Seed {settings.Seed}");
        await using var run = new ChaosRun(settings, Console.Out);
        var verdict = await run.RunAsync(FaultSchedule.Draw(settings));
        ChaosReport.Write(verdict, Console.Out);
        return verdict.IsGood ? 0 : 1;
    }

    private static Option<T> Option<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
