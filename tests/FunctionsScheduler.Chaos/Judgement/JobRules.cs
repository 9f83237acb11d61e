using System.Text.Json;
using FunctionsScheduler.Chaos.Ledger;
using FunctionsScheduler.Chaos.Load;

namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>What must be true of one job that has ended.</summary>
internal static class JobRules
{
    /// <summary>What is wrong with how a job ended; null when nothing is.</summary>
    public static string? Problem(JobRecord job, JobEnd end)
    {
        var plan = job.Plan;
        if (end.State != plan.ExpectedState)
            return $"{end.State} instead of {plan.ExpectedState}: {end.Error}";
        var runs = job.Runs;
        if (runs.Length > 0 && runs[0].StartedAt < job.SentAt + plan.Delay)
            return $"ran {job.SentAt + plan.Delay - runs[0].StartedAt} before its time";
        return plan.Kind switch
        {
            JobKind.Data => end.Result == $"\"Processed data: JOB {job.Number}\"" ? null : $"has the result {end.Result}",
            JobKind.Poison => PoisonProblem(runs, end),
            JobKind.Refused => runs.Any(static run => run.Status == 410) ? null : "was refused by nobody",
            _ => AnswerProblem(job.Number, runs, end),
        };
    }

    private static string? PoisonProblem(JobRun[] runs, JobEnd end)
    {
        if (runs.Length > JobPlan.PoisonAttempts || end.Attempt != JobPlan.PoisonAttempts)
            return $"ended in attempt {end.Attempt} after {runs.Length} runs; it had {JobPlan.PoisonAttempts}";
        return end.Error.Contains("WorkerLost", StringComparison.Ordinal) ? null : $"has the error {end.Error}";
    }

    private static string? AnswerProblem(int number, JobRun[] runs, JobEnd end)
    {
        using var result = JsonDocument.Parse(end.Result);
        var body = result.RootElement.GetProperty("body").GetString();
        return runs.Any(run => run.Status == 200 && body == JobTarget.Answer(number, run.Number)) ? null : $"has a result that it was never given: {end.Result}";
    }
}
