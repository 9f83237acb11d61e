namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>Headers by which a receiver knows a job and its repetitions.</summary>
internal static class JobHeaders
{
    public const string Id = "X-Job-Id";
    public const string Attempt = "X-Job-Attempt";
    public const string IdempotencyKey = "Idempotency-Key";
}
