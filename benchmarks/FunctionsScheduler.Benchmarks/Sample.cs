namespace FunctionsScheduler.Benchmarks;

internal sealed record Sample(string Data);
