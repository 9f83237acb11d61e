namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>The reply of a step is lost, and the caller, who knows nothing of it, takes the step again.</summary>
internal sealed record Again(Step Step) : Fault(Step);

/// <summary>The script of a step ends after so many of its writes, and the caller does not try again.</summary>
internal sealed record Cut(Step Step, int Writes) : Fault(Step);

/// <summary>A step that goes wrong.</summary>
internal abstract record Fault(Step Step) : Step
{
    public override Task<string> CallAsync(Trial trial) => throw new NotSupportedException("A trial takes it apart.");

    public override string Apply(Trial trial, ModelQueue model) => throw new NotSupportedException("A trial takes it apart.");
}
