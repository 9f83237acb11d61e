namespace FunctionsScheduler.Core.Tests.Model;

/// <summary>What is remembered under an idempotency key.</summary>
internal sealed record ModelKey(bool Done, string Content, long At, string Id);
