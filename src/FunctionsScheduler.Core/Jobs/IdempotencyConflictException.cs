namespace FunctionsScheduler.Jobs;

/// <summary>The idempotency key was used to submit something else.</summary>
public sealed class IdempotencyConflictException(string key)
    : Exception($"The idempotency key '{key}' was used for another submission; a new submission needs a new key.");
