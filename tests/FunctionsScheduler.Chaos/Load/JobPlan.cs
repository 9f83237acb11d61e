using System.Globalization;

namespace FunctionsScheduler.Chaos.Load;

/// <summary>A job of the load: what it is to do, and how it has to end.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Priority">From 0 to 9.</param>
/// <param name="Delay">How long it is not to start.</param>
/// <param name="Takes">How long the target takes to answer.</param>
internal sealed record JobPlan(JobKind Kind, int Priority, TimeSpan Delay, TimeSpan Takes)
{
    /// <summary>Enough for any number of dead workers.</summary>
    private const int Plenty = 100;

    /// <summary>How many attempts a job has that kills its worker.</summary>
    public const int PoisonAttempts = 3;

    /// <summary>How often the target fails a flaky job.</summary>
    public const int FlakyFailures = 2;

    public bool Calls => Kind != JobKind.Data;

    /// <summary>The state it has to end in.</summary>
    public string ExpectedState => Kind is JobKind.Refused or JobKind.Poison ? "failed" : "succeeded";

    /// <summary>How often it runs when nothing goes wrong.</summary>
    public int ExpectedRuns => Kind == JobKind.Flaky ? FlakyFailures + 1 : 1;

    /// <summary>The submission, as JSON.</summary>
    /// <param name="number">The job's number in the ledger.</param>
    /// <param name="target">The server that calls go to.</param>
    public string ToJson(int number, string target)
    {
        var payload = Calls ? $$"""{"url": "{{target}}/jobs/{{number}}"}""" : $$"""{"data": "job {{number}}"}""";
        var attempts = Kind == JobKind.Poison ? PoisonAttempts : Plenty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type": "{{{(Calls ? "http" : "data")}}}", "payload": {{{payload}}}, "priority": {{{Priority}}}, "delaySeconds": {{{Delay.TotalSeconds}}}, "retry": {"maxAttempts": {{{attempts}}}, "delaySeconds": 0.5}}""");
    }
}
