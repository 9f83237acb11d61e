namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>A trigger of KEDA's <c>redis</c> scaler: its value is how many entries a list, a set, a sorted set or a hash has.</summary>
/// <param name="Name">The name it has in the formula.</param>
/// <param name="Key">The key, which KEDA calls the list's name.</param>
internal sealed record RedisTrigger(string Name, string Key);
