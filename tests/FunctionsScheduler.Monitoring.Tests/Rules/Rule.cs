namespace FunctionsScheduler.Monitoring.Tests.Rules;

/// <summary>A rule of Prometheus: it records something, or it alerts.</summary>
internal sealed record Rule
{
    public string? Record { get; init; }

    public string? Alert { get; init; }

    public required string Expr { get; init; }

    public Dictionary<string, string> Labels { get; init; } = [];

    public Dictionary<string, string> Annotations { get; init; } = [];

    public string Name => Record ?? Alert!;
}
