using FunctionsScheduler.Api.Errors;
using FunctionsScheduler.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Api.Requests;

/// <summary>Reads submissions within the configured limits.</summary>
internal sealed class SubmissionReader(IOptions<LimitsOptions> limits)
{
    // What may stand around a payload: tags, policy and white space.
    private const int EnvelopeBytes = 64 * 1024;

    /// <summary>Reads a submission.</summary>
    /// <param name="request">The request.</param>
    /// <param name="payload">Where in the submission the payload is.</param>
    /// <returns>The submission, or the problem with it.</returns>
    public async Task<(T? Submission, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, Func<T, RawJson?> payload)
        where T : class
    {
        var most = limits.Value.PayloadBytes;
        var (submission, problem) = await JsonBody.ReadAsync<T>(request, most + EnvelopeBytes);
        if (submission is not null && payload(submission) is { } json && json.Utf8.Length > most)
            return (null, Problems.TooLarge($"payload: has {json.Utf8.Length} bytes; at most {most} are allowed (Limits:PayloadBytes)."));
        return (submission, problem);
    }
}
