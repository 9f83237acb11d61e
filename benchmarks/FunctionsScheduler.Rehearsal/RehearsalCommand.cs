using System.CommandLine;
using FunctionsScheduler.Rehearsal.Judgement;
using FunctionsScheduler.Rehearsal.Load;
using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Rehearsal.Plot;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Rehearsal;

/// <summary>The command line.</summary>
internal static class RehearsalCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var scaledObject = Option("--scaled-object", "The manifest with the ScaledObject.", "keda/base/scaledobject-data.yaml");
        var deployment = Option<string?>("--deployment", "The manifest with the workers' Deployment: slots, preStop hook and grace period. [default: the file beside, named as the ScaledObject's target]", null);
        var maxReplicas = Option("--max-replicas", "No more pods than this, whatever the ScaledObject allows: each is a process on this machine.", 6);
        var speed = Option("--speed", "How much faster than real time polling, windows, cool-down, jobs and load go, for a quick try. Processes start no faster.", 1.0);
        var plot = Option<string?>("--plot", "Where the drawing goes, as SVG.", null);
        var root = new RootCommand(
            """
            Rehearses the autoscaling without a cluster: reads the real ScaledObject, reckons as KEDA and Kubernetes do, on a real Redis, and starts
            and drains real worker processes accordingly, under a load of idle, burst, plateau, tail of long jobs, and idle again.

            Starts a redis-server, an API and the workers on 127.0.0.1. Exits with 1 when a job was lost, interrupted or run twice, or the workers
            did not come from zero and back to it.
            """)
        {
            scaledObject, deployment, maxReplicas, speed, plot,
        };
        speed.Validators.Add(result =>
        {
            if (result.GetValue(speed) is < 0.1 or > 60)
                result.AddError("--speed must be from 0.1 to 60.");
        });
        maxReplicas.Validators.Add(result =>
        {
            if (result.GetValue(maxReplicas) < 1)
                result.AddError("--max-replicas must be at least 1.");
        });
        root.SetAction(parsed => RunAsync(
            parsed.GetValue(scaledObject)!, parsed.GetValue(deployment), parsed.GetValue(maxReplicas), parsed.GetValue(speed), parsed.GetValue(plot)));
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(string scaledObjectPath, string? deploymentPath, int maxReplicas, double speed, string? plot)
    {
        if (!RedisServer.IsInstalled)
            return await FailAsync("There is no redis-server on this machine (Debian: apt-get install redis-server).");
        RehearsalSettings settings;
        try
        {
            var scaledObject = ScaledObjectReader.Read(await File.ReadAllTextAsync(scaledObjectPath));
            var beside = Path.Combine(Path.GetDirectoryName(scaledObjectPath)!, $"{scaledObject.Target}.yaml");
            var worker = WorkerManifest.Read(await File.ReadAllTextAsync(deploymentPath ?? beside));
            settings = new RehearsalSettings(scaledObject with { MaxReplicas = Math.Min(scaledObject.MaxReplicas, maxReplicas) }, worker, new LoadProfile()) { Speed = speed };
        }
        catch (Exception e) when (e is ManifestException or IOException)
        {
            return await FailAsync(e.Message);
        }
        await using var run = new RehearsalRun(settings, Console.Out);
        var verdict = await run.RunAsync();
        RehearsalReport.Write(verdict, Console.Out);
        if (plot is not null)
            await File.WriteAllTextAsync(plot, AutoscalingPlot.Draw(verdict));
        return verdict.IsGood ? 0 : 1;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }

    private static Option<T> Option<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
