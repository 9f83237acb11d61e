using FunctionsScheduler.Capacity;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Queues;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace FunctionsScheduler.Api.Errors;

/// <summary>Turns the exceptions a client can act on into problem details; the rest become a bare 500.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    // Room comes from jobs that are forgotten, which takes longer than a restart.
    private const string RetryWhenFullAfterSeconds = "10";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case InvalidJobException invalid:
                await Problems.Invalid(invalid.Errors).ExecuteAsync(httpContext);
                return true;
            case IdempotencyConflictException:
                await Problems.Conflict(exception.Message).ExecuteAsync(httpContext);
                return true;
            case StoreUnavailableException:
                LogStoreUnavailable(logger, httpContext.Request.Method, httpContext.Request.Path, exception.Message);
                httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
                await Problems.Unavailable("The job store is unavailable for the moment; try again shortly.").ExecuteAsync(httpContext);
                return true;
            case StoreFullException:
                httpContext.Response.Headers.RetryAfter = RetryWhenFullAfterSeconds;
                await Problems.Unavailable("The job store is nearly full and takes no more jobs until there is room again; nothing was submitted. Try again later.")
                    .ExecuteAsync(httpContext);
                return true;
            case BadHttpRequestException bad:
                await ProblemOf(bad).ExecuteAsync(httpContext);
                return true;
            default:
                return false;
        }
    }

    private static ProblemHttpResult ProblemOf(BadHttpRequestException exception) => exception.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? Problems.TooLarge("The request body is too large.")
        : Problems.Invalid([new FieldError("", exception.Message)]);

    [LoggerMessage(200, LogLevel.Warning, "{Method} {Path}: the store is unavailable. {Error}")]
    private static partial void LogStoreUnavailable(ILogger logger, string method, string path, string error);
}
