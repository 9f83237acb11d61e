using System.Net;
using System.Text;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>Decides what a status means that a job did not hope for: try again, when, or give up.</summary>
internal static class UnexpectedAnswer
{
    private const int ExcerptBytes = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The exception that tells the platform what to do.</summary>
    /// <returns>
    /// <see cref="RetryLaterException"/> when the server says when to come back, <see cref="HttpCallFailedException"/> when it only says
    /// that it cannot now, <see cref="PermanentJobException"/> otherwise.
    /// </returns>
    public static async Task<Exception> ToExceptionAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = response.RequestMessage!;
        var status = response.StatusCode;
        var answer = $"{request.Method} '{request.RequestUri!.Authority}' answered {(int)status} {response.ReasonPhrase}".TrimEnd();
        var body = await BodyStart.ReadAsync(response, ExcerptBytes, cancellationToken);
        var message = body.Bytes.IsEmpty ? $"{answer}." : $"{answer}: {Printable(body.Bytes.Span)}";
        if (!IsPassing(status))
            return new PermanentJobException(message);
        return Wait(response, time) is { } wait ? new RetryLaterException(message, wait) : new HttpCallFailedException(message, status);
    }

    /// <summary>Whether the same request may succeed later (RFC 9110, 15.5.9 and 15.6; RFC 8470, 5.2; RFC 6585, 4).</summary>
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests || (int)status is >= 500 and <= 599;

    private static TimeSpan? Wait(HttpResponseMessage response, TimeProvider time)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date - time.GetUtcNow());
        return wait > LongestWait ? LongestWait : wait;
    }

    private static string Printable(ReadOnlySpan<byte> text)
    {
        var excerpt = new StringBuilder(Encoding.UTF8.GetString(text).TrimEnd('\uFFFD').Trim());
        for (var i = 0; i < excerpt.Length; i++)
        {
            if (char.IsControl(excerpt[i]))
                excerpt[i] = ' ';
        }
        return excerpt.ToString();
    }
}
