namespace FunctionsScheduler.Handlers.Images;

/// <summary>What an engine is to do, and the size that results.</summary>
internal sealed record ImagePlan(IReadOnlyList<ImageStep> Steps, int Width, int Height);
