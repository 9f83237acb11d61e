using FunctionsScheduler.Chaos.Faults;

namespace FunctionsScheduler.Chaos.Judgement;

/// <summary>What chaos has shown.</summary>
internal sealed record Verdict
{
    public required ChaosSettings Settings { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required IReadOnlyDictionary<FaultKind, int> Faults { get; init; }

    public required IReadOnlyDictionary<string, int> Kills { get; init; }

    public required IReadOnlyList<(Recovery Recovery, OutageAnswers Answers)> Recoveries { get; init; }

    public required int Submitted { get; init; }

    public required int Accepted { get; init; }

    /// <summary>Submissions that were told to come back later, or got no answer.</summary>
    public required int NotAccepted { get; init; }

    /// <summary>Those of them that exist all the same.</summary>
    public required int ExistAllTheSame { get; init; }

    public required int Lost { get; init; }

    public required int TwoOutcomes { get; init; }

    /// <summary>Outcomes that a killed primary took with it and that were recorded again, once each: Redis replicates behind the answer.</summary>
    public required int RecordedAgainAfterPrimaryLoss { get; init; }

    /// <summary>Ends heard as events and seen through the API while chaos went on.</summary>
    public required (int Heard, int Seen) Watched { get; init; }

    public required int CallingJobs { get; init; }

    /// <summary>Calling jobs that ran more often than their plan has it.</summary>
    public required int RanMoreThanOnce { get; init; }

    public required Reruns Reruns { get; init; }

    public required (int Ended, int Runs) Poison { get; init; }

    public required (int Present, int Expected) RollCall { get; init; }

    public required Violations Violations { get; init; }

    public bool IsGood => !Violations.Any;
}
