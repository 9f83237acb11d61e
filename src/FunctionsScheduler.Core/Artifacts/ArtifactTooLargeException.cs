using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Artifacts;

/// <summary>An artifact is larger than the store takes; another attempt would make the same one.</summary>
public sealed class ArtifactTooLargeException(string name, long bytes, long maxBytes)
    : PermanentJobException($"The artifact '{name}' has {bytes} bytes; the store takes up to {maxBytes}.");
