namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>How fast an autoscaler may change the number of pods.</summary>
/// <param name="Type">What the value counts.</param>
/// <param name="Value">How much may change within a period.</param>
/// <param name="Period">The period: that much time before now.</param>
internal sealed record ScalingPolicy(PolicyType Type, int Value, TimeSpan Period)
{
    /// <summary>The most pods there may be, when so many were there at the beginning of the period.</summary>
    public int MostFrom(int pods) => Type == PolicyType.Pods ? pods + Value : (int)Math.Ceiling(pods * (1 + (Value / 100.0)));

    /// <summary>The fewest pods there may be, when so many were there at the beginning of the period.</summary>
    public int FewestFrom(int pods) => Type == PolicyType.Pods ? pods - Value : (int)(pods * (1 - (Value / 100.0)));
}
