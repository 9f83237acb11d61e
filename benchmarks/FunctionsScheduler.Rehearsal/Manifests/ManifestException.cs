namespace FunctionsScheduler.Rehearsal.Manifests;

/// <summary>A manifest is wrong, or says something the rehearsal does not understand and so could not rehearse.</summary>
internal sealed class ManifestException(string message) : Exception(message);
