namespace FunctionsScheduler.Artifacts;

/// <summary>What is known of an artifact without reading it.</summary>
/// <param name="Name">Its name within the job.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Version">Which writing of it this is: content of an older one is never mixed in.</param>
public sealed record ArtifactInfo(string Name, string ContentType, long Bytes, string Version);
