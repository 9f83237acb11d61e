using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>
/// GitHub workflows run only code that cannot be exchanged behind our backs, with the rights they need and no others, end by themselves, and run
/// what is there. What actionlint knows beyond that, it says in CI.
/// </summary>
internal static partial class WorkflowCheck
{
    public static IEnumerable<string> Problems(string text)
    {
        JsonNode workflow;
        try
        {
            workflow = Yaml.Read(text).Single();
        }
        catch (FormatException e)
        {
            return [e.Message];
        }
        var jobs = (workflow["jobs"] as JsonObject)?.ToList() ?? [];
        var names = jobs.ConvertAll(static job => job.Key);
        return Whole(workflow).Concat(Pins(text)).Concat(jobs.SelectMany(job => Job(job.Value!, names).Select(problem => $"{job.Key}: {problem}")));
    }

    private static IEnumerable<string> Whole(JsonNode workflow)
    {
        if (workflow["on"] is null)
            yield return "nothing sets it off";
        // Rights are given job by job.
        if (workflow["permissions"] is not JsonObject { Count: 0 })
            yield return "its permissions are not {} at the top";
        if (workflow.Text("concurrency.group") is null)
            yield return "it may run twice at the same time";
    }

    private static IEnumerable<string> Pins(string text) =>
        from match in Uses().Matches(text)
        let used = match.Groups["what"].Value
        where !used.StartsWith("./", StringComparison.Ordinal) && (!Pinned().IsMatch(used) || !match.Groups["version"].Success)
        select $"'{used}' is not pinned by commit, with its version as a comment";

    private static IEnumerable<string> Job(JsonNode job, IReadOnlyList<string> others)
    {
        if (job["permissions"] is not JsonObject permissions)
            yield return "it does not say which permissions it needs";
        else if (permissions.Any(static pair => $"{pair.Value}" == "write" && pair.Key is not ("id-token" or "attestations")))
            yield return "it may write to the repository";
        if (job.Number("timeout-minutes") is null)
            yield return "it has no timeout-minutes";
        var needs = job["needs"] is JsonArray list ? list.Select(static item => $"{item}") : job.Text("needs") is { } one ? [one] : [];
        foreach (var need in needs.Where(need => !others.Contains(need)))
            yield return $"it needs the job '{need}', which is not there";
        foreach (var step in job.Items("steps"))
        {
            if (step.Text("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true && step.Text("with.persist-credentials") != "false")
                yield return "its checkout leaves a token behind";
            var run = step.Text("run") ?? "";
            if (run.Contains("${{", StringComparison.Ordinal))
                yield return "an expression is pasted into a script; it belongs into env";
            foreach (var path in Paths().Matches(run).Select(static match => match.Value.TrimEnd('.')))
            {
                if (!Path.Exists(Repository.PathOf(path)))
                    yield return $"there is no {path}";
                else if (IsLocked(path))
                    yield return $"{path} may not be executed";
            }
        }
    }

    private static bool IsLocked(string path) =>
        path is "keda/deploy" or "keda/smoke-test" or ".ci/run" && !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(Repository.PathOf(path)) & UnixFileMode.UserExecute) == UnixFileMode.None;

    [GeneratedRegex(@"uses: *(?<what>\S+)( *# *(?<version>v\d+(\.\d+)*))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uses();

    [GeneratedRegex("@[0-9a-f]{40}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();

    /// <summary>Words of a script that are paths in the repository.</summary>
    [GeneratedRegex(@"(?<![\w/.$-])((\.ci|keda|src|tests|docs|benchmarks)/[\w./-]+|FunctionsScheduler\.sln|Dockerfile)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Paths();
}
