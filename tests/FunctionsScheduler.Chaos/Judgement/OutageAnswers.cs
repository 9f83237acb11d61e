using FunctionsScheduler.Chaos.Faults;
using FunctionsScheduler.Chaos.Ledger;

namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>What submissions were told while Redis was away.</summary>
/// <param name="Told">How many were told to come back later: 503 with Retry-After.</param>
/// <param name="Others">How many were told anything else, an acceptance excepted, or nothing.</param>
internal sealed record OutageAnswers(int Told, int Others)
{
    public static OutageAnswers Of(Recovery outage, IEnumerable<JobRecord> jobs)
    {
        var answered = jobs.Where(job => job.SentAt > outage.From && job.AnsweredAt < outage.Back && job.Status != 202).ToArray();
        var told = answered.Count(static job => job is { Status: 503, HasRetryAfter: true });
        return new OutageAnswers(told, answered.Length - told);
    }
}
